import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Part } from "./part.ts";

/** The one folder that the demo writes to. Gone with the demo, however that ends. */
export interface DemoFolder extends Part {
  readonly path: string;
}

/** Its input ends when we stop it, and also when we are killed without a chance to. Plain JavaScript for `node -e`. */
const keeper = `process.stdin.resume().on("end", () =>
  require("node:fs").rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));`;

/** Makes the folder, and a small process that waits for our end to remove it. */
export async function openFolder(): Promise<DemoFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "pointsman-demo-"));
  // In a session of its own: a terminal that is closed must not end it before us.
  const child = spawn(process.execPath, ["-e", keeper, folder], {
    cwd: path.dirname(folder),
    detached: true,
    // What steers this process or opens the core is none of its business.
    env: { ...process.env, NODE_OPTIONS: undefined, POINTSMAN_SECRET: undefined },
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = once(child, "exit").catch(() => undefined);
  child.stdin.on("error", () => undefined);
  child.unref();
  return {
    name: "folder",
    path: folder,
    async stop() {
      child.stdin.end();
      await ended;
      // Where the keeper could not start, or was ended by somebody.
      await rm(folder, { recursive: true, force: true });
    },
  };
}
