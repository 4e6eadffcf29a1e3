import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { freePorts } from "./free-port.ts";
import { type Program, startProgram } from "./program.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

export interface RealCoreOptions {
  /** Path of the executable: `peer("core")?.path`. A copy of it runs, as `POST /upgrade` replaces its own file. */
  readonly binary: string;
  /** A core's configuration, as YAML text or parsed. Addresses of its own are filled in: see {@link startRealCore}. */
  readonly config: string | Readonly<Record<string, unknown>>;
  /** Further files of its folder, by relative path: what `path:` of a provider points at. */
  readonly files?: Readonly<Record<string, string>>;
  /** Added to the environment, `SAFE_PATHS` say. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running core of other people. */
export interface RealCore {
  /** `http://127.0.0.1:PORT` of the controller. */
  readonly url: string;
  readonly secret: string;
  /** `https://127.0.0.1:PORT`, when the configuration has an `external-controller-tls`. */
  readonly tlsUrl: string | undefined;
  /** Path of the Unix socket, when the configuration has an `external-controller-unix`; nobody is asked for a secret there. */
  readonly unixPath: string | undefined;
  /** HTTP and SOCKS proxy for traffic. */
  readonly mixedPort: number;
  /** Its home folder, with config.yaml and cache.db. */
  readonly dir: string;
  readonly pid: number;
  /** What it wrote to its console so far. */
  log(): string;
  /** A signal to the process: `SIGHUP` makes it read its file again. */
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, then SIGKILL; the folder is removed. */
  stop(): Promise<void>;
}

const startPatienceMs = 15_000;
const providerPatienceMs = 6000;

/**
 * Starts a core that keeps to itself: `external-controller` and `mixed-port` become free ports of 127.0.0.1, and so does
 * `external-controller-tls` where there is one; a Unix socket moves into its folder; other inbound ports are dropped, a `secret` is made up where the configuration has none (an empty one stays empty), geo updates are
 * off. Resolves when the configuration is applied and every provider was asked for; the controller itself answers earlier.
 * @throws Error with the core's last words when it does not come up.
 */
export async function startRealCore(options: RealCoreOptions): Promise<RealCore> {
  // Somebody may take a free port before the core does: it then runs on without a controller, so try again with new ones.
  let last: unknown;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await startOnce(options);
    } catch (error) {
      last = error;
      if (!/address already in use|waited for: controller/.test(String(error))) break;
    }
  }
  throw last;
}

async function startOnce(options: RealCoreOptions): Promise<RealCore> {
  const folder = makeTemporaryFolder("core");
  const [port = 0, mixedPort = 0, tlsPort = 0] = await freePorts(3);
  const config = ownAddresses(options.config, { port, mixedPort, tlsPort });
  const secret = String(config["secret"]);
  const executable = path.join(folder.path, "bin", "mihomo");
  mkdirSync(path.dirname(executable));
  copyFileSync(options.binary, executable);
  const home = path.join(folder.path, "home");
  mkdirSync(home);
  writeFileSync(path.join(home, "config.yaml"), stringify(config));
  for (const [name, content] of Object.entries(options.files ?? {})) {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  // Of our environment it sees the time zone only: a proxy variable, say, would send its downloads elsewhere.
  const { TZ } = process.env;
  const env = { HOME: folder.path, ...(TZ === undefined ? {} : { TZ }), ...options.env };
  const program = startProgram({ command: executable, args: ["-d", home], cwd: home, env });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(program, url, secret);
  } catch (error) {
    await program.stop();
    folder.remove();
    throw error;
  }
  return {
    url,
    secret,
    tlsUrl: "external-controller-tls" in config ? `https://127.0.0.1:${tlsPort}` : undefined,
    unixPath: "external-controller-unix" in config ? path.join(home, unixSocket) : undefined,
    mixedPort,
    dir: home,
    pid: program.pid,
    log: () => program.output(),
    signal: (name) => void process.kill(program.pid, name),
    async stop() {
      await program.stop();
      folder.remove();
    },
  };
}

/** Name of the Unix socket in the core's folder. */
const unixSocket = "controller.sock";

/** Keys that would open a port, a device or a file outside of the folder. */
const dropped = ["port", "socks-port", "redir-port", "tproxy-port", "external-controller-pipe", "tun", "listeners"];

function ownAddresses(
  config: RealCoreOptions["config"],
  { port, mixedPort, tlsPort }: { port: number; mixedPort: number; tlsPort: number },
): Record<string, unknown> {
  const given = (typeof config === "string" ? parse(config) : config) as Readonly<Record<string, unknown>> | null;
  const own: Record<string, unknown> = { secret: randomBytes(8).toString("hex"), ...given };
  for (const key of dropped) delete own[key];
  if ("external-controller-tls" in own) own["external-controller-tls"] = `127.0.0.1:${tlsPort}`;
  if ("external-controller-unix" in own) own["external-controller-unix"] = unixSocket;
  return {
    ...own,
    "external-controller": `127.0.0.1:${port}`,
    "mixed-port": mixedPort,
    "bind-address": "127.0.0.1",
    "geo-auto-update": false,
  };
}

async function untilReady(program: Program, url: string, secret: string): Promise<void> {
  const started = Date.now();
  let missing: Missing | undefined;
  while (program.running && Date.now() - started < startPatienceMs) {
    missing = await whatIsMissing(url, secret);
    if (missing === undefined) return;
    // A subscription out of reach is a house like any other: its provider stays empty, the core runs.
    if (missing === "providers" && Date.now() - started > providerPatienceMs) return;
    await delay(15);
  }
  throw new Error(`The core was not ready (waited for: ${missing}). Its last words: ${program.output().slice(-2000)}`);
}

type Missing = "controller" | "configuration" | "providers";

/** What a start still waits for: the controller answers before the configuration is applied (reference §1.1). */
async function whatIsMissing(url: string, secret: string): Promise<Missing | undefined> {
  const version = await get(`${url}/version`, secret);
  if (version === undefined) return "controller";
  for (const kind of ["proxies", "rules"]) {
    const answer = (await get(`${url}/providers/${kind}`, secret)) as Providers | undefined;
    if (!answer?.providers) return "configuration";
    if (Object.values(answer.providers).some(isUnloaded)) return "providers";
  }
  return undefined;
}

interface Providers {
  readonly providers: Readonly<Record<string, { readonly vehicleType: string; readonly updatedAt: string }>> | null;
}

function isUnloaded(provider: { readonly vehicleType: string; readonly updatedAt: string }): boolean {
  return ["HTTP", "File"].includes(provider.vehicleType) && provider.updatedAt.startsWith("0001-");
}

/** The parsed answer of a GET, undefined for everything but a 200. */
function get(url: string, secret: string): Promise<unknown> {
  return new Promise((resolve) => {
    const nothing = (): void => resolve(undefined);
    // Bytes, not characters: a secret may be in any script.
    const headers = secret === "" ? {} : { authorization: `Bearer ${Buffer.from(secret).toString("latin1")}` };
    const call = request(url, { headers, agent: false, timeout: 2000 }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.once("end", () => (response.statusCode === 200 ? resolve(JSON.parse(text)) : nothing()));
      response.once("error", nothing);
    });
    call.once("timeout", () => call.destroy());
    call.once("error", nothing);
    call.end();
  });
}
