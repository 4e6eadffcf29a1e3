import type { MqttConfig } from "../config.ts";
import { isPartOf } from "../homeassistant/discovery.ts";
import type { RetainedMemory } from "../memory/retained-memory.ts";
import { type Message, retained } from "../mqtt/message.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { visitBroker } from "../mqtt/visit.ts";
import type { Here } from "./here.ts";
import { basesOf, orphansOf, prefixesOf } from "./orphans.ts";
import { readRetained } from "./retained.ts";

export interface SweeperOptions {
  readonly config: MqttConfig;
  readonly here: Here;
  readonly memory: RetainedMemory;
  readonly publish: (messages: readonly Message[]) => void;
  /** Whether this process drives a controller. */
  readonly owns: (controller: string) => boolean;
  /** All that was left of a controller which this process drives is in the memory now. */
  readonly known: (controller: string) => void;
  readonly info: (sentence: string) => void;
  readonly quietMs: number;
}

/** Topics below a controller that stand for what its house may have or not. */
const itemLevels: ReadonlySet<string | undefined> = new Set([
  "group",
  "node",
  "provider",
  "ruleset",
  "rule",
  "device",
  "quota",
]);

/**
 * Looks once on the broker for what earlier lives left, takes back what no controller of ours answers for, and gives each
 * controller what is its own. Reads over a short connection beside the bridge's, with QoS 0.
 */
export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #stop = new AbortController();
  readonly #known = new Set<string>();
  /** Of the last scan; undefined before it. */
  #left: readonly string[] | undefined;
  #scan: Promise<void> | undefined;
  /** Asked for again while a scan ran. */
  #isStale = false;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  /** The broker is there: scans, where that was not done yet, and takes back what is left. */
  up(): void {
    if (this.#left === undefined) this.#start();
    else this.#empty();
  }

  /** This process drives the controller from now on. */
  granted(controller: string): void {
    if (this.#known.has(controller)) return;
    // Taken over from another process, which went on after our scan.
    if (this.#scan !== undefined) this.#isStale = true;
    else if (this.#left !== undefined) this.#start();
  }

  stop(): void {
    this.#stop.abort();
  }

  #start(): void {
    if (this.#scan !== undefined || this.#stop.signal.aborted) return;
    this.#scan = this.#read().finally(() => {
      this.#scan = undefined;
      const again = this.#isStale && this.#options.here.controllers.some((id) => this.#isOwed(id));
      this.#isStale = false;
      if (again) this.#start();
    });
  }

  async #read(): Promise<void> {
    const { config, here, memory, info, quietMs } = this.#options;
    const { signal } = this.#stop;
    const prefix = config["home-assistant"].prefix;
    const surely = topicsOf(here.base, here.instance).bridgeState;
    let found: ReadonlyMap<string, string> = new Map();
    try {
      const client = await visitBroker(config, "scan");
      try {
        const filters = [
          ...[...prefixesOf(memory, prefix)].map((each) => `${each}/device/+/config`),
          ...[...basesOf(memory, here)].map((base) => `${base}/#`),
        ];
        found = await readRetained(client, filters, { quietMs, signal, surely });
      } finally {
        await client.endAsync().catch(() => undefined);
      }
    } catch {
      // A user who may not read: what is remembered must do.
      if (!signal.aborted)
        info("could not look for what earlier starts left on the broker: what is remembered must do");
    }
    if (signal.aborted) return;
    this.#left = this.#judge(found);
    this.#empty();
    for (const id of here.controllers) if (this.#isOwed(id)) this.#give(id, found);
  }

  #isOwed(controller: string): boolean {
    return this.#options.owns(controller) && !this.#known.has(controller);
  }

  #judge(found: ReadonlyMap<string, string>): readonly string[] {
    const { memory, here } = this.#options;
    const orphans = orphansOf(memory, found, here);
    for (const [topic, payload] of orphans.found) memory.learn(topic, payload);
    for (const topic of orphans.void) memory.forget(topic);
    return orphans.left;
  }

  /** What a connection that broke did not take goes with the next one. */
  #empty(): void {
    const { memory, info, publish } = this.#options;
    const topics = (this.#left ?? []).filter((topic) => memory.has(topic));
    if (topics.length === 0) return;
    info(`takes back ${topics.length} retained topics that an earlier start left on the broker`);
    publish(topics.map((topic) => retained(topic, "")));
  }

  /** What is on the broker of a controller that this process drives is its to keep true, whoever published it. */
  #give(controller: string, found: ReadonlyMap<string, string>): void {
    const { memory, here, known } = this.#options;
    const { base, prefix } = here;
    for (const [topic, payload] of found) {
      const [first, second, third] = topic.split("/");
      const isItem = first === base && second === controller && itemLevels.has(third);
      const isPart = prefix !== undefined && isPartOf(topic, controller, { prefix, base });
      if (isItem || isPart) memory.learn(topic, payload);
    }
    this.#known.add(controller);
    known(controller);
  }
}
