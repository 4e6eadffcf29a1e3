import type { TextFile } from "@pointsman/core/state";
import type { Message } from "../mqtt/message.ts";
import { isDiscoveryTopic, readAnnouncement } from "./announcement.ts";
import { KeptFile } from "./kept-file.ts";
import { type AnnouncedDevice, emptyMemory, readMemory, type Remembered, writeMemory } from "./memory-file.ts";

export interface RetainedMemoryOptions {
  /** Address of the broker, without login. */
  readonly broker: string;
  /** Undefined: nothing outlives the process. */
  readonly file: TextFile | undefined;
  /** Unix time in ms. */
  readonly now: () => number;
  readonly warn: (sentence: string) => void;
  /** From a change to the file, ms. Default 1,000. */
  readonly saveAfterMs?: number;
}

/** A grave is told for so long, and so often: Home Assistant may have been away. */
const graveMs = 24 * 3_600_000;
const graveTold = 3;

/**
 * Everything that this installation retains on the broker, over restarts: topics of states, and components by discovery
 * topic. What is remembered and not wanted any more is what must be taken back.
 */
export class RetainedMemory {
  readonly #options: RetainedMemoryOptions;
  readonly #memory: Remembered;
  readonly #file: KeptFile<Remembered>;

  constructor(options: RetainedMemoryOptions) {
    this.#options = options;
    const { broker, file, warn, saveAfterMs } = options;
    this.#file = new KeptFile({
      file,
      what: "what is retained",
      read: readMemory,
      write: () => writeMemory(this.#memory),
      warn,
      saveAfterMs,
    });
    const before = this.#file.load();
    this.#memory = before?.broker === broker ? before : emptyMemory(broker);
  }

  /** Topics of states, oldest first. */
  get topics(): ReadonlySet<string> {
    return this.#memory.topics;
  }

  /** Topics of discovery. */
  get discoveries(): ReadonlySet<string> {
    return new Set(this.#memory.devices.keys());
  }

  has(topic: string): boolean {
    return this.#memory.topics.has(topic) || this.#memory.devices.has(topic);
  }

  /** What Home Assistant may know of a discovery topic, those included that were buried lately: platforms by key. */
  componentsAt(topic: string): ReadonlyMap<string, string> {
    const device = this.#memory.devices.get(topic);
    if (device === undefined) return new Map();
    const graves = [...device.gone].filter(([, grave]) => !this.#isOld(grave));
    return new Map([...device.components, ...graves.map(([key, { platform }]) => [key, platform] as const)]);
  }

  /** The unique id that a component has in Home Assistant, or had. */
  uniqueIdAt(topic: string, key: string): string | undefined {
    return this.#memory.devices.get(topic)?.uniqueIds.get(key);
  }

  /** A message left. One that is not retained says nothing of what the broker keeps. */
  note({ topic, payload, retain }: Pick<Message, "topic" | "payload" | "retain">): void {
    if (!retain) return;
    if (payload === "") this.forget(topic);
    else if (isDiscoveryTopic(topic)) this.#noteDevice(topic, payload);
    else if (!this.#memory.topics.has(topic)) {
      this.#memory.topics.add(topic);
      this.#file.changed();
    }
  }

  /** What a scan found on the broker, and is ours. */
  learn(topic: string, payload: string): void {
    if (!isDiscoveryTopic(topic)) {
      this.note({ topic, payload, retain: true });
      return;
    }
    const read = readAnnouncement(payload);
    if (read === undefined) return;
    const device = this.#deviceAt(topic);
    for (const [key, unique] of read.uniqueIds) device.uniqueIds.set(key, unique);
    for (const [key, platform] of [...read.components, ...read.buried]) {
      if (device.components.has(key) || device.gone.has(key)) continue;
      device.components.set(key, platform);
      this.#file.changed();
    }
  }

  /** The broker has it no more, or it is not ours. */
  forget(topic: string): void {
    const had = [this.#memory.topics.delete(topic), this.#memory.devices.delete(topic)];
    if (had.includes(true)) this.#file.changed();
  }

  /** Saves what is not saved yet. */
  close(): void {
    this.#file.close();
  }

  #deviceAt(topic: string): AnnouncedDevice {
    const known = this.#memory.devices.get(topic);
    if (known !== undefined) return known;
    const device: AnnouncedDevice = { components: new Map(), gone: new Map(), uniqueIds: new Map() };
    this.#memory.devices.set(topic, device);
    this.#file.changed();
    return device;
  }

  /** A component that a payload does not name stays in Home Assistant: only a burial takes it away. */
  #noteDevice(topic: string, payload: string): void {
    const read = readAnnouncement(payload);
    if (read === undefined) return;
    const { components, gone, uniqueIds } = this.#deviceAt(topic);
    for (const [key, unique] of read.uniqueIds) {
      if (uniqueIds.get(key) !== unique) this.#file.changed();
      uniqueIds.set(key, unique);
    }
    for (const [key, platform] of read.components) {
      if (gone.delete(key) || components.get(key) !== platform) this.#file.changed();
      components.set(key, platform);
    }
    for (const [key, platform] of read.buried) {
      const before = gone.get(key);
      components.delete(key);
      gone.set(key, { platform, since: before?.since ?? this.#options.now(), told: (before?.told ?? 0) + 1 });
      this.#file.changed();
    }
    for (const [key, grave] of gone) {
      if (!this.#isOld(grave) || read.buried.has(key)) continue;
      gone.delete(key);
      uniqueIds.delete(key);
      this.#file.changed();
    }
  }

  #isOld({ since, told }: { readonly since: number; readonly told: number }): boolean {
    return told >= graveTold && this.#options.now() - since >= graveMs;
  }
}
