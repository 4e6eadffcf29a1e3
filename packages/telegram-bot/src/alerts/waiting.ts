import type { Alert, SingleEvent } from "@pointsman/core";
import type { ChatMemory } from "../state/chats.ts";

/** Alerts that may wait for one chat; the oldest give way. */
const atMost = 200;

/** What a chat could not be told yet: one event per alert. The keys outlive the process. */
export class Waiting {
  readonly #memory: ChatMemory;
  readonly #events = new Map<string, SingleEvent>();
  /** Keys that are being told right now: a process that is killed over it must not take them along. */
  readonly #leaving = new Set<string>();

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

  /** Tells it, and remembers until then that nobody knows of it yet. */
  async telling<Told>(alerts: readonly Alert[], tell: () => Promise<Told>): Promise<Told> {
    const keys = alerts.filter(({ state }) => state === "open").map(({ key }) => key);
    for (const key of keys) this.#leaving.add(key);
    this.#save();
    try {
      return await tell();
    } finally {
      for (const key of keys) this.#leaving.delete(key);
      this.#save();
    }
  }

  #save(): void {
    const missed = [...new Set([...this.#events.keys(), ...this.#leaving])];
    const { mail } = this.#memory;
    if (missed.join("\n") !== mail.missed.join("\n")) this.#memory.keepMail({ ...mail, missed });
  }
}
