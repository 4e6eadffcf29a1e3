import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { House, Shown } from "../house/house.ts";
import { groupStates } from "../state/topics-of-state.ts";

export interface GroupFeedOptions {
  readonly topics: ControllerTopics;
  readonly publish: (messages: readonly Message[]) => void;
  /** Options before state: false until Home Assistant knows the lists. */
  readonly canLeave: () => boolean;
}

/** Longest time that groups take at a stretch, in ms. */
const sliceMs = 10;

/** Tells the states of groups, those of a large house in slices, so that nothing else waits for them. */
export class GroupFeed {
  readonly #options: GroupFeedOptions;
  readonly #shown = new Map<string, Shown>();
  /** Counts the passes, of which only the newest goes on. */
  #turn = 0;
  #isForced = false;

  constructor(options: GroupFeedOptions) {
    this.#options = options;
  }

  /** What was last told of a group. */
  shown(slug: string): Shown | undefined {
    return this.#shown.get(slug);
  }

  /** @param force Also where the broker has it already. What a newer pass cuts short, the newer one repeats. */
  async publish(house: House, force: boolean): Promise<void> {
    const { topics, publish, canLeave } = this.#options;
    if (!canLeave()) return;
    this.#isForced ||= force;
    const turn = (this.#turn += 1);
    let sliceAt = performance.now();
    for (const group of house.groups) {
      const messages = groupStates(topics, house, group);
      publish(this.#isForced ? messages.map((message) => ({ ...message, force: true })) : messages);
      this.#shown.set(group.slug, { now: group.now, pin: group.pin });
      if (performance.now() - sliceAt < sliceMs) continue;
      await new Promise(setImmediate);
      if (turn !== this.#turn || !canLeave()) return;
      sliceAt = performance.now();
    }
    this.#isForced = false;
  }
}
