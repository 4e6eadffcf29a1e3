import type { JsonValue } from "../../go/json.ts";
import { formatTime } from "../../go/time.ts";
import { type Metadata, metadataJson } from "./metadata.ts";
import type { Profile } from "../profile.ts";

/** A connection that runs through the core. */
export interface Connection {
  readonly id: string;
  readonly metadata: Metadata;
  upload: number;
  download: number;
  /** ms since the epoch. */
  readonly start: number;
  /** Leaf first. */
  readonly chains: readonly string[];
  readonly providerChains: readonly string[];
  readonly rule: string;
  readonly rulePayload: string;
}

/** The open connections, and all the bytes since the process started. */
export class Connections {
  readonly #open = new Map<string, Connection>();
  #upload = 0;
  #download = 0;
  #bucket = { up: 0, down: 0 };
  /** Bytes of the last whole second. */
  rate = { up: 0, down: 0 };

  get totals(): { readonly upload: number; readonly download: number } {
    return { upload: this.#upload, download: this.#download };
  }

  list(): Connection[] {
    return [...this.#open.values()];
  }

  get(id: string): Connection | undefined {
    return this.#open.get(id);
  }

  add(connection: Connection): void {
    this.#open.set(connection.id, connection);
  }

  close(id: string): boolean {
    return this.#open.delete(id);
  }

  closeAll(): void {
    this.#open.clear();
  }

  /** Moves bytes over an open connection. */
  transfer(id: string, up: number, down: number): void {
    const connection = this.#open.get(id);
    if (connection === undefined) return;
    connection.upload += up;
    connection.download += down;
    this.#upload += up;
    this.#download += down;
    this.#bucket.up += up;
    this.#bucket.down += down;
  }

  /** Ends the second that runs: what moved in it becomes the rate. */
  tick(): void {
    this.rate = this.#bucket;
    this.#bucket = { up: 0, down: 0 };
  }

  /** The answer of `GET /connections`, and every frame of its stream. */
  toJson(profile: Profile, memory: number): JsonValue {
    const list = this.list().map((connection) => connectionJson(connection, profile));
    return {
      downloadTotal: this.#download,
      uploadTotal: this.#upload,
      connections: list.length > 0 ? list : null,
      memory,
    };
  }
}

function connectionJson(connection: Connection, profile: Profile): JsonValue {
  return {
    id: connection.id,
    metadata: metadataJson(connection.metadata, profile),
    upload: connection.upload,
    download: connection.download,
    start: formatTime(connection.start),
    chains: connection.chains,
    providerChains: profile.providerNames ? connection.providerChains : undefined,
    rule: connection.rule,
    rulePayload: connection.rulePayload,
  };
}
