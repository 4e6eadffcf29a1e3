import { readVersioned } from "@pointsman/core/state";
import { z } from "zod";

/** A component that is gone: buried in every payload until it is old, as Home Assistant may have been away. */
export interface Grave {
  readonly platform: string;
  /** Unix time of its first burial, ms. */
  readonly since: number;
  /** How often it was told. */
  readonly told: number;
}

/** What is announced on one discovery topic. */
export interface AnnouncedDevice {
  /** Platforms by component key. */
  readonly components: Map<string, string>;
  readonly gone: Map<string, Grave>;
  /** By component key, those of the gone, too: what they were to Home Assistant. */
  readonly uniqueIds: Map<string, string>;
}

/** What this installation retained on a broker. */
export interface Remembered {
  /** Address of the broker without login: what is on another one is out of reach. */
  readonly broker: string;
  /** Topics of states. */
  readonly topics: Set<string>;
  /** By discovery topic. */
  readonly devices: Map<string, AnnouncedDevice>;
}

const VERSION = 1;

// Pairs instead of objects: shorter, and no key is special.
const shape = z.object({
  version: z.literal(VERSION),
  broker: z.string(),
  topics: z.array(z.string().min(1)),
  devices: z.array(
    z.object({
      topic: z.string().min(1),
      components: z.array(z.tuple([z.string(), z.string()])),
      gone: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
      // Files of before have none.
      uniqueIds: z.array(z.tuple([z.string(), z.string()])).default([]),
    }),
  ),
});

export function emptyMemory(broker: string): Remembered {
  return { broker, topics: new Set(), devices: new Map() };
}

export function writeMemory({ broker, topics, devices }: Remembered): string {
  const listed = [...devices].map(([topic, { components, gone, uniqueIds }]) => ({
    topic,
    components: [...components],
    gone: [...gone].map(([key, { platform, since, told }]) => [key, platform, since, told]),
    uniqueIds: [...uniqueIds],
  }));
  return `${JSON.stringify({ version: VERSION, broker, topics: [...topics], devices: listed })}\n`;
}

/** `damaged`: nothing can be made of it; `later`: a later version of this program wrote it, so it is not ours to replace. */
export function readMemory(text: string): Remembered | "damaged" | "later" {
  const read = readVersioned(text, shape, VERSION);
  if (typeof read === "string") return read;
  const { broker, topics, devices } = read;
  return {
    broker,
    topics: new Set(topics),
    devices: new Map(
      devices.map(({ topic, components, gone, uniqueIds }) => [
        topic,
        {
          components: new Map(components),
          gone: new Map(gone.map(([key, platform, since, told]) => [key, { platform, since, told }])),
          uniqueIds: new Map(uniqueIds),
        },
      ]),
    ),
  };
}
