import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ExampleFlow } from "../flow/example-flow.ts";
import { installNodes } from "./install-nodes.ts";
import type { Part } from "./part.ts";

export interface NodeRed extends Part {
  /** The flow editor. */
  readonly url: string;
  /** Resolves when its flows run; rejects when it ends before, takes too long, or the signal comes. */
  started(signal: AbortSignal): Promise<void>;
}

export interface NodeRedOptions {
  /** Of 127.0.0.1. */
  readonly port: number;
  readonly flow: ExampleFlow;
  /** Where the editor's title leads back to. */
  readonly pageUrl: string;
  /** The demo's; it keeps its files in one below, and is away with it should the demo be killed. */
  readonly folder: string;
}

const startPatienceMs = 60_000;
const stopPatienceMs = 2500;

/** Launches a real Node-RED in a process and a throw-away folder of its own, with our nodes and a flow. */
export async function launchNodeRed({ port, flow, pageUrl, folder: parent }: NodeRedOptions): Promise<NodeRed> {
  const folder = path.join(parent, "node-red");
  await mkdir(folder);
  await furnish(folder, settings(port, pageUrl), flow, parent);
  const child = launch(folder);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-8000);
    });
  return {
    name: "Node-RED",
    url: `http://127.0.0.1:${port}/`,
    started: (signal) => untilStarted(child, () => output, signal),
    async stop() {
      await end(child);
      await remove(folder);
    },
  };
}

async function furnish(folder: string, settingsText: string, flow: ExampleFlow, parent: string): Promise<void> {
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ name: "pointsman-demo-flows", private: true }));
  await writeFile(path.join(folder, "flows.json"), JSON.stringify(flow.nodes));
  await writeFile(path.join(folder, "flows_cred.json"), JSON.stringify(flow.credentials), { mode: 0o600 });
  await writeFile(path.join(folder, "settings.js"), settingsText);
  await writeFile(path.join(folder, "end-with-parent.cjs"), endWithParent(parent));
  await installNodes(folder);
}

/** Plain JavaScript, as Node-RED loads it. The folder is thrown away, so its credentials need no key. */
function settings(port: number, pageUrl: string): string {
  const values = {
    uiPort: port,
    uiHost: "127.0.0.1",
    flowFile: "flows.json",
    credentialSecret: false,
    // Of the runtime's log, whose lines we read; the editor follows the browser.
    lang: "en-US",
    // Nothing leaves the machine on its own account.
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: {
      page: { title: "Pointsman demo: flows" },
      header: { title: "Pointsman demo", url: pageUrl },
      tours: false,
      projects: { enabled: false },
      palette: { catalogues: [] },
    },
    externalModules: {
      autoInstall: false,
      palette: { allowInstall: false, allowUpload: false },
      modules: { allowInstall: false },
    },
    logging: { console: { level: "info", metrics: false, audit: false } },
  };
  return `module.exports = ${JSON.stringify(values, undefined, 2)};\n`;
}

/** When we are killed without a chance to stop it: Node-RED notices, takes the folder with it, in which it may just have written, and ends. */
function endWithParent(folder: string): string {
  return `process.on("disconnect", () => {
  try { require("node:fs").rmSync(${JSON.stringify(folder)}, { recursive: true, force: true }); } finally { process.exit(0); }
});
process.channel?.unref();
`;
}

function launch(folder: string): ChildProcess {
  const red = createRequire(import.meta.url).resolve("node-red/red.js");
  const preload = pathToFileURL(path.join(folder, "end-with-parent.cjs")).href;
  // What steers this process or opens the core is none of its business.
  const env = { ...process.env, NODE_OPTIONS: undefined, POINTSMAN_SECRET: undefined };
  return spawn(
    process.execPath,
    ["--import", preload, red, "--userDir", folder, "--settings", path.join(folder, "settings.js")],
    { cwd: folder, env, stdio: ["ignore", "pipe", "pipe", "ipc"] },
  );
}

function untilStarted(child: ChildProcess, output: () => string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (problem: string) => (): void => reject(new Error(`${problem}; --no-node-red starts without it`));
  const read = (): void => {
    if (output().includes("Started flows")) resolve();
  };
  const ended = (): void => fail(`Node-RED ended before its flows started (${lastLine(output())})`)();
  const calledOff = (): void => reject(signal.reason as Error);
  const timer = setTimeout(fail("Node-RED did not start within a minute"), startPatienceMs);
  child.stdout?.on("data", read);
  child.on("error", reject);
  child.on("exit", ended);
  signal.addEventListener("abort", calledOff);
  if (signal.aborted) calledOff();
  else if (hasEnded(child)) ended();
  else read();
  return promise.finally(() => {
    clearTimeout(timer);
    child.stdout?.off("data", read);
    child.off("exit", ended);
    signal.removeEventListener("abort", calledOff);
  });
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopPatienceMs);
  await exited;
  clearTimeout(timer);
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
