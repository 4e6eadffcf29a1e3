import { pbkdf2Sync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { freePorts } from "./free-port.ts";
import { peer } from "./peers.ts";
import { type Program, startProgram } from "./program.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

export interface MosquittoOptions {
  /** A second listener for MQTT over WebSocket. */
  readonly websockets?: boolean;
  /** PEM texts; the first listener then speaks TLS. `clientCa` makes a client certificate mandatory. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientCa?: string };
  /** Keep retained messages and sessions over a restart; default false. */
  readonly persistence?: boolean;
  /** User name → password; without it everybody may connect. */
  readonly users?: Readonly<Record<string, string>>;
  /** Further lines for mosquitto.conf. */
  readonly config?: readonly string[];
}

/** A mosquitto of our own on 127.0.0.1. */
export interface Mosquitto {
  /** `mqtt://127.0.0.1:PORT`, or `mqtts://localhost:PORT` with TLS. */
  readonly url: string;
  readonly port: number;
  /** `ws://127.0.0.1:PORT/mqtt` when asked for. */
  readonly websocketUrl: string | undefined;
  /** What the broker logged so far. */
  log(): string;
  /** SIGTERM, and the folder removed. */
  stop(): Promise<void>;
  /** SIGKILL without a goodbye; `restart()` brings it back with what it had written to disk. */
  kill(): Promise<void>;
  /** Stops it if it runs and starts it again on the same ports. */
  restart(): Promise<void>;
}

const startPatienceMs = 10_000;

/**
 * Starts the broker and resolves when it listens.
 * @throws Error when mosquitto was not found (ask `peer("mosquitto")` first) or refuses its configuration.
 */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const found = peer("mosquitto");
  if (found === undefined) throw new Error('mosquitto was not found; ask peer("mosquitto") before starting one.');
  const folder = makeTemporaryFolder("mosquitto");
  const [port = 0, websocketPort = 0] = await freePorts(2);
  const file = path.join(folder.path, "mosquitto.conf");
  writeFileSync(file, configuration(options, { folder: folder.path, port, websocketPort }));
  let program: Program;
  const start = async (): Promise<void> => {
    program = startProgram({ command: found.path, args: ["-c", file] });
    await program.line(/mosquitto version \S+ running/, startPatienceMs);
  };
  try {
    await start();
  } catch (error) {
    folder.remove();
    throw error;
  }
  return {
    url: options.tls ? `mqtts://localhost:${port}` : `mqtt://127.0.0.1:${port}`,
    port,
    websocketUrl: options.websockets ? `ws://127.0.0.1:${websocketPort}/mqtt` : undefined,
    log: () => program.output(),
    async stop() {
      await program.stop();
      folder.remove();
    },
    kill: () => program.kill(),
    async restart() {
      await program.stop();
      await start();
    },
  };
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly websocketPort: number;
}

function configuration(options: MosquittoOptions, { folder, port, websocketPort }: Place): string {
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  const lines = [
    // Started by root it would become another user, who may not read this folder.
    "user root",
    "log_dest stderr",
    "log_type all",
    `persistence ${options.persistence === true}`,
    ...(options.persistence === true ? [`persistence_location ${folder}/`, "autosave_interval 1"] : []),
    `allow_anonymous ${options.users === undefined}`,
    ...(options.users === undefined ? [] : [`password_file ${write("passwords", passwordLines(options.users))}`]),
    `listener ${port} 127.0.0.1`,
  ];
  if (options.tls) {
    lines.push(
      `certfile ${write("server.crt", options.tls.certificate)}`,
      `keyfile ${write("server.key", options.tls.key)}`,
    );
    if (options.tls.clientCa !== undefined)
      lines.push(`cafile ${write("clients.crt", options.tls.clientCa)}`, "require_certificate true");
  }
  if (options.websockets) lines.push(`listener ${websocketPort} 127.0.0.1`, "protocol websockets");
  return [...lines, ...(options.config ?? []), ""].join("\n");
}

/** mosquitto_passwd's own form: `$7$`, PBKDF2 with SHA-512, 101 rounds. */
function passwordLines(users: Readonly<Record<string, string>>): string {
  return Object.entries(users)
    .map(([user, password]) => {
      const salt = randomBytes(12);
      const hash = pbkdf2Sync(password, salt, 101, 64, "sha512");
      return `${user}:$7$101$${salt.toString("base64")}$${hash.toString("base64")}\n`;
    })
    .join("");
}
