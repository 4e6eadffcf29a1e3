import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readAppConfig } from "../../src/config/app.ts";
import { createLogger } from "../../src/run/logger.ts";
import { startService } from "../../src/run/service.ts";

/** Accepts every connection and never says a word: a host behind a dead link. */
export interface BlackHole extends AsyncDisposable {
  readonly port: number;
  /** Resolves when somebody has come. */
  readonly visited: Promise<void>;
}

export async function openBlackHole(): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  const { promise: visited, resolve: visit } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).resume();
    visit();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    visited,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A folder for a config and its state; gone with the test. */
export interface Folder extends Disposable {
  readonly path: string;
  /** Writes the config and answers its path; the state is beside it. */
  config(lines: readonly string[]): string;
}

export function openFolder(): Folder {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-faults-"));
  return {
    path: folder,
    config(lines) {
      const file = path.join(folder, "pointsman.yaml");
      writeFileSync(file, [...lines, "state-dir: state"].join("\n"));
      return file;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The service in this process, with its log at hand. */
export interface House extends AsyncDisposable {
  readonly lines: readonly string[];
  /** Resolves with the first line, past ones included, that holds the text. */
  hears(text: string): Promise<string>;
  stop(): Promise<void>;
}

export async function openHouse(file: string): Promise<House> {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const write = (line: string): void => {
    lines.push(line.slice("2026-01-31T12:00:00.000Z ".length));
    for (const look of waiting) look();
  };
  const { config } = readAppConfig({ flags: { config: file }, environment: {} });
  const service = await startService(config, createLogger({ level: "info", format: "text", write }));
  const stop = async (): Promise<void> => await service[Symbol.asyncDispose]();
  return {
    lines,
    hears: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = lines.find((each) => each.includes(text));
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        look();
      }),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
