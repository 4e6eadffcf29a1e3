import type { Alert, SingleEvent } from "@pointsman/core";
import type { ChatMemory } from "../state/chats.ts";

/** Alerts that may wait for one chat; the oldest give way. */
const atMost = 200;

/** What a chat could not be told yet: one event per alert. The keys outlive the process. */
export class Waiting {
  readonly #memory: ChatMemory;
  readonly #events = new Map<string, SingleEvent>();

  constructor(memory: ChatMemory) {
    this.#memory = memory;
  }

  get size(): number {
    return this.#events.size;
  }

  /** Takes up what an earlier process could not tell, as far as it is still true. */
  restore(open: ReadonlyMap<string, Alert>): void {
    for (const key of this.#memory.mail.missed) {
      const alert = open.get(key);
      if (alert !== undefined) this.#events.set(key, { type: "raised", alert });
    }
    this.#save();
  }

  /** Keeps the newest of each alert. What came and went is no news, unless it is critical or `known` to the chat. */
  add(event: SingleEvent, known: boolean): void {
    const { alert, type } = event;
    const before = this.#events.get(alert.key);
    const isOver = type === "recovered" && before?.type === "raised";
    if (isOver && !known && alert.severity !== "critical") this.#events.delete(alert.key);
    else if (type !== "updated") this.#events.set(alert.key, event);
    else if (before !== undefined || known) this.#events.set(alert.key, { type: before?.type ?? "updated", alert });
    const [oldest] = this.#events.keys();
    if (this.#events.size > atMost && oldest !== undefined) this.#events.delete(oldest);
    this.#save();
  }

  /** Empties it, and hands back what is still worth telling. */
  take(isWorthTelling: (event: SingleEvent) => boolean): SingleEvent[] {
    const events = [...this.#events.values()].filter(isWorthTelling);
    this.#events.clear();
    this.#save();
    return events;
  }

  #save(): void {
    const missed = [...this.#events.keys()];
    const { mail } = this.#memory;
    if (missed.join("\n") !== mail.missed.join("\n")) this.#memory.keepMail({ ...mail, missed });
  }
}
