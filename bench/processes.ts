import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** A program of this folder in a process of its own, so that its work is not counted as ours. */
export interface Helper extends AsyncDisposable {
  /** Its next line on stdout, as JSON. */
  next(): Promise<unknown>;
  /** Asks it for something, if it listens to SIGUSR2. */
  poke(): void;
}

/** Starts `file` of this folder with the same Node.js and conditions, and `flags` for Node.js itself. */
export function startHelper(file: string, args: readonly string[] = [], flags: readonly string[] = []): Helper {
  const child = spawn(
    process.execPath,
    [
      "--conditions=@pointsman/source",
      "--disable-warning=ExperimentalWarning",
      ...flags,
      path.join(import.meta.dirname, file),
      ...args,
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${file} ended without an answer`);
      return JSON.parse(value);
    },
    poke() {
      child.kill("SIGUSR2");
    },
    async [Symbol.asyncDispose]() {
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}
