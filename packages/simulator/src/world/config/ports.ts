import { createServer } from "node:net";
import { portKeys, type Settings } from "./settings.ts";

/** A port of this machine that cannot be had shows as 0, as the core only logs a failure to bind. Nothing stays bound. */
export async function withFreePorts(wanted: Settings, before: Settings): Promise<Settings> {
  const result = { ...wanted };
  for (const key of portKeys) {
    const port = wanted[key];
    if (port === before[key] || typeof port !== "number" || port === 0) continue;
    if (!(await isFree(port))) result[key] = 0;
  }
  return result;
}

function isFree(port: number): Promise<boolean> {
  if (port < 0 || port > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  });
}
