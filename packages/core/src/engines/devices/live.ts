import { coreItself } from "../../identity/devices/address.ts";
import type { ConnectionsFrame } from "../../schemas/connection.ts";
import type { LiveDevice } from "./types.ts";

/** Frames further apart than this (ms) say little of what a device does now. */
const maxBeatMs = 35_000;

interface Doing {
  readonly addresses: Set<string>;
  up: number;
  down: number;
  connections: number;
}

/** What the devices of one controller do, from one list of connections to the next. */
export class LiveDevices {
  readonly #keyOf: (address: string) => string;
  /** Bytes of each connection in the last list. */
  #bytes: ReadonlyMap<string, readonly [up: number, down: number]> | undefined;
  #doing: ReadonlyMap<string, LiveDevice> = new Map();
  #atMs = Number.NEGATIVE_INFINITY;

  constructor(keyOf: (address: string) => string) {
    this.#keyOf = keyOf;
  }

  /** Lists are missing between the last one and the next. */
  gap(): void {
    this.#bytes = undefined;
  }

  /** Returns the source addresses. */
  onFrame({ connections }: ConnectionsFrame, atMs: number): readonly string[] {
    const seconds = (atMs - this.#atMs) / 1000;
    const before = seconds > 0 && seconds <= maxBeatMs / 1000 ? this.#bytes : undefined;
    const bytes = new Map<string, readonly [number, number]>();
    const doing = new Map<string, Doing>();
    const addresses = new Map<string, Doing>();
    for (const { id, metadata, upload, download } of connections ?? []) {
      // The core's own requests come from no device.
      if (metadata.type === coreItself || metadata.sourceIP === "") continue;
      bytes.set(id, [upload, download]);
      const one = addresses.get(metadata.sourceIP) ?? this.#doingOf(metadata.sourceIP, doing);
      addresses.set(metadata.sourceIP, one);
      const [up, down] = before?.get(id) ?? [0, 0];
      one.up += Math.max(0, upload - up);
      one.down += Math.max(0, download - down);
      one.connections++;
    }
    const rate = (moved: number): number | null => (before === undefined ? null : Math.round(moved / seconds));
    this.#doing = new Map(
      [...doing].map(([key, { addresses: used, up, down, connections: count }]) => [
        key,
        { addresses: [...used], up: rate(up), down: rate(down), connections: count },
      ]),
    );
    this.#bytes = bytes;
    this.#atMs = atMs;
    return [...addresses.keys()];
  }

  /** Undefined where the last list is too old. */
  at(nowMs: number): ReadonlyMap<string, LiveDevice> | undefined {
    const age = nowMs - this.#atMs;
    return age >= 0 && age <= maxBeatMs ? this.#doing : undefined;
  }

  #doingOf(address: string, doing: Map<string, Doing>): Doing {
    const key = this.#keyOf(address);
    const one = doing.get(key) ?? { addresses: new Set(), up: 0, down: 0, connections: 0 };
    doing.set(key, one);
    one.addresses.add(address);
    return one;
  }
}
