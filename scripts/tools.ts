import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The workspace's root, whatever the current folder is. */
export const root: string = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Names of the folders under packages/, in import order. */
export const packageFolders = [
  "core",
  "simulator",
  "telegram-bot",
  "mqtt-bridge",
  "node-red-nodes",
  "pointsman",
  "demo",
] as const;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Collect stdout instead of showing it. */
  readonly capture?: boolean;
}

/** Runs a program to its end; resolves with its exit code and, when captured, what it printed. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", options.capture === true ? "pipe" : "inherit", "inherit"],
    });
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, stdout }));
  });
}

/** Path of a tool installed in the workspace. */
export function tool(name: string): string {
  return path.join(root, "node_modules", ".bin", name);
}

/** Runs the steps one after another; prints each name and its time; returns the names of those that failed. */
export async function runSteps(steps: readonly { name: string; run: () => Promise<boolean> }[]): Promise<string[]> {
  const failed: string[] = [];
  for (const step of steps) {
    const start = performance.now();
    const ok = await step.run();
    console.log(`${ok ? "✓" : "✗"} ${step.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (!ok) failed.push(step.name);
  }
  return failed;
}

/** A step that runs one tool of the workspace. */
export function toolStep(
  name: string,
  command: string,
  args: readonly string[],
): { name: string; run: () => Promise<boolean> } {
  return { name, run: async () => (await run(tool(command), args)).code === 0 };
}
