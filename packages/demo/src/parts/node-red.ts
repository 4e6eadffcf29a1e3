import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { exampleFlow, type FlowTargets } from "./example-flow.ts";
import type { Part } from "./part.ts";

export interface NodeRed extends Part {
  readonly editorUrl: string;
  /** Resolves when its flows run; rejects when it ends before. */
  readonly ready: Promise<void>;
}

const startPatienceMs = 60_000;
const stopPatienceMs = 3000;

/** Launches a real Node-RED in a process and a folder of its own, with our nodes and an example flow. `nodesFolder` holds the built package. */
export async function launchNodeRed(targets: FlowTargets, nodesFolder: string): Promise<NodeRed> {
  const folder = await mkdtemp(path.join(tmpdir(), "pointsman-demo-"));
  const port = await freePort();
  const { flow, credentials } = exampleFlow(targets);
  await writeFile(path.join(folder, "flows.json"), JSON.stringify(flow));
  await writeFile(path.join(folder, "flows_cred.json"), JSON.stringify(credentials), { mode: 0o600 });
  await writeFile(path.join(folder, "settings.js"), settings(port, nodesFolder));
  await writeFile(
    path.join(folder, "end-with-parent.mjs"),
    'process.on("disconnect", () => process.exit(0));\nprocess.channel?.unref();\n',
  );
  const child = spawn(
    process.execPath,
    [
      "--import",
      pathToFileURL(path.join(folder, "end-with-parent.mjs")).href,
      redScript(),
      "--userDir",
      folder,
      "--settings",
      path.join(folder, "settings.js"),
    ],
    {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // The editor shows the library's own telemetry question otherwise, and reaches out for updates.
      env: { ...process.env, NODE_RED_DISABLE_TELEMETRY: "true", NODE_OPTIONS: "" },
    },
  );
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const ready = started(child);
  // Who stops it while it starts does not wait for this.
  ready.catch(() => undefined);
  return { name: "Node-RED", editorUrl: `http://127.0.0.1:${port}/`, ready, stop };
}

function redScript(): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve("node-red/package.json")), "red.js");
}

/** Plain JavaScript, as Node-RED loads it. The folder is thrown away, so its credentials need no key. */
function settings(port: number, nodesFolder: string): string {
  const values = {
    uiPort: port,
    uiHost: "127.0.0.1",
    flowFile: "flows.json",
    credentialSecret: false,
    nodesDir: [nodesFolder],
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false }, palette: { allowInstall: false } },
    externalModules: { autoInstall: false, palette: { allowInstall: false } },
    logging: { console: { level: "info", metrics: false, audit: false } },
  };
  return `module.exports = ${JSON.stringify(values, undefined, 2)};\n`;
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(
      () => reject(new Error("Node-RED did not start within a minute; try again with --no-node-red")),
      startPatienceMs,
    );
    const read = (text: string): void => {
      output = (output + text).slice(-4000);
      if (output.includes("Started flows")) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout?.setEncoding("utf8").on("data", read);
    child.stderr?.setEncoding("utf8").on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(
        new Error(`Node-RED ended with ${code} before its flows started: ${output.trim().split("\n").at(-1) ?? ""}`),
      );
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopPatienceMs);
  await exited;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
