import { runDemo } from "./run-demo.ts";

/** After this the process ends whatever still hangs; what it started ends with it. */
const patienceMs = 4900;

const end = new AbortController();
const stop = (): void => {
  if (!end.signal.aborted) setTimeout(() => process.exit(1), patienceMs).unref();
  end.abort();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
// The wrapper of `npm run` was killed without a chance to forward anything.
process.on("disconnect", stop);
// A terminal that was closed takes no more lines; that must not keep us from ending in order.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

process.exit(await runDemo(process.argv.slice(2), { signal: end.signal }));
