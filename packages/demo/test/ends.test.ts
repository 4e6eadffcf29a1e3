import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { familyOf, type ProcessEntry, survivors } from "./support/processes.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const limitMs = 5000;
/** As a person's shell has it: under `npm test` the workspace's own `node` comes first, a shell script that would stand before npm. */
const searchPath = process.env["PATH"]?.split(path.delimiter).filter((folder) => !folder.includes("node_modules"));

let folder: string;
let npm: ChildProcess;
let output: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-ends-"));
  output = "";
});
afterEach(async () => {
  for (const { pid } of npm.pid === undefined ? [] : familyOf(npm.pid)) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts it as a person does, in a session of its own as a terminal is one; resolves when it has said the words. */
async function start(words: RegExp): Promise<ProcessEntry[]> {
  npm = spawn("npm", ["run", "demo", "--", "--port", "0"], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: folder, PATH: searchPath?.join(path.delimiter) },
  });
  for (const stream of [npm.stdout, npm.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  while (!words.test(output)) {
    const [text] = (await Promise.race([once(npm.stdout!, "data"), once(npm, "exit")])) as unknown[];
    if (typeof text !== "string") throw new Error(`The demo ended: ${output}`);
  }
  return familyOf(npm.pid!);
}

function find(family: readonly ProcessEntry[], pattern: RegExp): number {
  const found = family.findLast(({ command }) => pattern.test(command));
  if (found === undefined) throw new Error(`No process ${pattern} among ${JSON.stringify(family)}`);
  return found.pid;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      // Where nobody listens, the system may pick that very port to call from, and the socket meets itself.
      resolve(socket.localPort !== port);
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
  });
}

/** A process whose first thread has ended counts as gone while its others still close what it held, so ports get the same time. */
async function openPorts(ports: readonly number[], withinMs: number): Promise<number[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const open = await Promise.all(ports.map(isOpen));
    const left = ports.filter((_, index) => open[index]);
    if (left.length === 0 || performance.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function expectNothingLeft(family: readonly ProcessEntry[]): Promise<void> {
  const startedAt = performance.now();
  expect(
    await survivors(
      family.map(({ pid }) => pid),
      limitMs,
    ),
  ).toEqual([]);
  const ports = [...output.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
  expect(await openPorts(ports, limitMs - (performance.now() - startedAt))).toEqual([]);
  // What Node.js keeps compiled is a cache, and no trace of ours.
  expect(readdirSync(folder).filter((name) => name.startsWith("pointsman"))).toEqual([]);
}

const started = /^http:\/\/127\.0\.0\.1:\d+\/$/m;

describe.skipIf(!existsSync("/proc/self/stat"))("npm run demo", () => {
  it("prints the address of its page as the last line of its start", async () => {
    const family = await start(started);
    const url = output.trim().split("\n").at(-1) ?? "";
    const page = await fetch(url);
    expect(await page.text()).toContain("<title>Pointsman demo</title>");
    expect(family.length).toBeGreaterThan(3);
    process.kill(-npm.pid!, "SIGINT");
    await expectNothingLeft(family);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "leaves nothing behind when its terminal sends %s",
    async (signal) => {
      const family = await start(started);
      process.kill(-npm.pid!, signal);
      await expectNothingLeft(family);
    },
  );

  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "leaves nothing behind when npm gets %s",
    async (signal) => {
      const family = await start(started);
      process.kill(npm.pid!, signal);
      await expectNothingLeft(family);
    },
  );

  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "leaves nothing behind when the wrapper gets %s",
    async (signal) => {
      const family = await start(started);
      process.kill(find(family, /node scripts\/run\.mjs demo/), signal);
      await expectNothingLeft(family);
    },
  );

  it("leaves nothing behind when the demo itself is killed", async () => {
    const family = await start(started);
    process.kill(find(family, /src\/main\.ts/), "SIGKILL");
    await expectNothingLeft(family);
  });

  it.each([
    ["core", /^core: /m],
    ["bot", /^bridge and bot/m],
    ["Node-RED", /^Node-RED: starts/m],
  ])("leaves nothing behind when it is ended while it starts (%s)", async (_, words) => {
    const family = await start(words);
    process.kill(-npm.pid!, "SIGTERM");
    await expectNothingLeft(family);
  });
});
