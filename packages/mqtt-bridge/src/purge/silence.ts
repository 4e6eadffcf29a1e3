import type { RetainedMemory } from "../memory/retained-memory.ts";
import { retained } from "../mqtt/message.ts";
import type { Publisher } from "../mqtt/publisher.ts";
import { isDiscoveryTopic } from "../memory/announcement.ts";

export interface SilenceOptions {
  readonly memory: Pick<RetainedMemory, "topics" | "discoveries">;
  readonly publisher: Pick<Publisher, "clear" | "idle" | "offer">;
  /** Whether another bridge keeps a topic true now. */
  readonly isAnothers: (topic: string) => boolean;
}

/** A bridge that was told to take everything of its own off the broker, and to publish nothing until it is asked to. */
export class Silence {
  readonly #options: SilenceOptions;
  #isKept = false;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  /** Nothing but answers may be published. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Empties everything that this installation retains. Resolves when that has left, with the number of topics. */
  async begin(): Promise<number> {
    const { memory, publisher, isAnothers } = this.#options;
    this.#isKept = true;
    publisher.clear();
    // What is on its way is remembered when it has arrived.
    await publisher.idle();
    const all = [...memory.discoveries, ...memory.topics].filter((topic) => !isAnothers(topic));
    // Home Assistant first forgets the devices, then their states go.
    const ordered = all.toSorted((a, b) => Number(isDiscoveryTopic(b)) - Number(isDiscoveryTopic(a)));
    publisher.offer(ordered.map((topic) => retained(topic, "")));
    await publisher.idle();
    return ordered.length;
  }

  end(): void {
    this.#isKept = false;
  }
}
