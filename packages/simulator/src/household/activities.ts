import type { Random } from "../random.ts";
import type { Activity } from "../world/config/simulation.ts";

/** How a connection of one kind behaves. Ranges are `[min, max]`. */
export interface Manner {
  readonly network: "tcp" | "udp";
  /** Life in seconds. */
  readonly lifeS: readonly [number, number];
  /** Bytes per second while it moves. */
  readonly down: readonly [number, number];
  readonly up: readonly [number, number];
  /** Share of seconds in which bytes move, after the first three. */
  readonly busy: number;
}

const kb = 1024;

/** The manners of each activity. */
export const manners: Readonly<Record<Activity, Manner>> = {
  web: { network: "tcp", lifeS: [4, 45], down: [8 * kb, 320 * kb], up: [1 * kb, 16 * kb], busy: 0.15 },
  video: { network: "tcp", lifeS: [60, 420], down: [400 * kb, 2600 * kb], up: [4 * kb, 30 * kb], busy: 0.55 },
  chat: { network: "tcp", lifeS: [90, 900], down: [200, 6 * kb], up: [200, 4 * kb], busy: 0.12 },
  game: { network: "udp", lifeS: [180, 1200], down: [15 * kb, 60 * kb], up: [8 * kb, 30 * kb], busy: 0.95 },
  voice: { network: "udp", lifeS: [60, 600], down: [40 * kb, 110 * kb], up: [40 * kb, 90 * kb], busy: 1 },
  update: { network: "tcp", lifeS: [15, 80], down: [900 * kb, 5200 * kb], up: [8 * kb, 40 * kb], busy: 0.95 },
  ads: { network: "tcp", lifeS: [2, 6], down: [1 * kb, 30 * kb], up: [1 * kb, 4 * kb], busy: 0.3 },
};

/** Bytes of one second of a connection's life. */
export function bytesOf(manner: Manner, ageS: number, random: Random): { readonly up: number; readonly down: number } {
  if (ageS > 3 && !random.chance(manner.busy)) return { up: 0, down: 0 };
  return { up: Math.round(random.between(...manner.up)), down: Math.round(random.between(...manner.down)) };
}
