import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort, makeTemporaryFolder, startProgram } from "@pointsman/simulator/testing";
import { type Comms, openComms } from "./comms.ts";
import type { FlowNode } from "./flows.ts";
import { installTarball, type PackageTarball } from "./package-tarball.ts";

/** Who uses the admin API; `scope` is `*` or `read`. */
export interface AdminUser {
  readonly username: string;
  readonly password: string;
  readonly scope: string;
}

export interface NodeRedOptions {
  /** Without it: a Node-RED that has nothing of ours. */
  readonly tarball?: PackageTarball;
  /** Lines of settings.js beside ours, `adminAuth: {…},` say. */
  readonly settings?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node.js. */
  readonly flags?: readonly string[];
  /** Where the editor lives, `/red` say. */
  readonly root?: string;
  /** Who deploys, where `settings` asks for it. */
  readonly user?: AdminUser;
}

/** A Node-RED of its own, in a user directory of its own, with the package installed from its tarball. */
export interface NodeRed {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The editor's address. */
  readonly editorUrl: string;
  readonly userDir: string;
  /** From the start of the process until its flows ran. */
  readonly startMs: number;
  readonly comms: Comms;
  /** Deploys flows and waits until they run. */
  deploy(flows: readonly FlowNode[], type?: "full" | "flows" | "nodes"): Promise<void>;
  /** The headers of a user of the admin API. */
  headersOf(user: AdminUser): Promise<Record<string, string>>;
  /** What it wrote to its console. */
  log(): string;
  stop(): Promise<void>;
}

const red = createRequire(import.meta.url).resolve("node-red/red.js");
const startPatienceMs = 40_000;

export async function startNodeRed({
  tarball,
  settings = "",
  env = {},
  flags = [],
  root = "",
  user,
}: NodeRedOptions): Promise<NodeRed> {
  const folder = makeTemporaryFolder("node-red");
  const userDir = path.join(folder.path, "user");
  mkdirSync(userDir);
  writeFileSync(path.join(userDir, "package.json"), '{"name":"flows","private":true}\n');
  if (tarball !== undefined) await installTarball(tarball, userDir);
  const port = await freePort();
  writeFileSync(
    path.join(userDir, "settings.js"),
    settingsText(port, root === "" ? settings : `httpAdminRoot: "${root}", ${settings}`),
  );
  const startedAt = performance.now();
  const program = startProgram({
    command: process.execPath,
    args: [...flags, red, "-u", userDir, "-s", path.join(userDir, "settings.js")],
    cwd: userDir,
    env: { PATH: process.env["PATH"] ?? "", HOME: userDir, LANG: "C.UTF-8", ...env },
  });
  const url = `http://127.0.0.1:${port}`;
  const editorUrl = `${url}${root}`;
  try {
    await program.line(/Server now running/, startPatienceMs);
    await program.line(/Started flows/, startPatienceMs);
  } catch (error) {
    await program.stop();
    folder.remove();
    throw new Error(`Node-RED did not start: ${program.output()}`, { cause: error });
  }
  const startMs = performance.now() - startedAt;
  const token = user === undefined ? undefined : await tokenOf(editorUrl, user);
  const comms = await openComms(editorUrl, token);
  return {
    url,
    editorUrl,
    userDir,
    startMs,
    comms,
    headersOf: async (asked) => ({ Authorization: `Bearer ${await tokenOf(editorUrl, asked)}` }),
    log: () => program.output(),
    async deploy(flows, type = "full") {
      // The same flows have the same revision, so what was told before does not count.
      const before = new Set(comms.messages);
      const rev = await postFlows(editorUrl, flows, type, token);
      // The answer comes before the nodes run.
      await comms.expect(
        (message) =>
          !before.has(message) &&
          message.topic === "notification/runtime-deploy" &&
          (message.data as { revision?: string }).revision === rev,
      );
    },
    async stop() {
      comms.close();
      await program.stop();
      folder.remove();
    },
  };
}

async function tokenOf(url: string, user: AdminUser): Promise<string> {
  const form = { client_id: "node-red-admin", grant_type: "password", ...user };
  const answer = await fetch(`${url}/auth/token`, { method: "POST", body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function postFlows(url: string, flows: readonly FlowNode[], type: string, token?: string): Promise<string> {
  const answer = await fetch(`${url}/flows`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Node-RED-API-Version": "v2",
      "Node-RED-Deployment-Type": type,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ flows }),
  });
  if (!answer.ok) throw new Error(`The deploy was refused: ${await answer.text()}`);
  return ((await answer.json()) as { rev: string }).rev;
}

/** Nothing leaves the machine: no telemetry, no tours, no catalogue of palettes. */
function settingsText(port: number, more: string): string {
  return `module.exports = {
  uiHost: "127.0.0.1", uiPort: ${port}, flowFile: "flows.json", credentialSecret: "test",
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, palette: { catalogues: [] } },
  externalModules: { palette: { allowInstall: false, allowUpload: false }, modules: { allowInstall: false } },
  functionGlobalContext: { process, gc: globalThis.gc },
  ${more}
};\n`;
}
