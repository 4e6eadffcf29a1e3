import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BridgeProcess } from "./bridge-process.ts";

/** A bridge in a process of its own. The caller kills it. */
export function spawnBridge(options: BridgeProcess): ChildProcess {
  const script = fileURLToPath(new URL("bridge-process.ts", import.meta.url));
  return spawn(process.execPath, ["--conditions=@pointsman/source", script, JSON.stringify(options)]);
}
