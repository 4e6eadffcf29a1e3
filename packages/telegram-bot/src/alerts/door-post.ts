import type { Controller } from "@pointsman/core";
import { maySee } from "../access.ts";
import { controllerRef } from "../callback/ref.ts";
import type { Locale } from "../locales/index.ts";
import { mayManagePeople } from "../model/rights.ts";
import type { People } from "../people/people.ts";
import { doorMessage } from "../screens/alerts/door.ts";
import type { Screen } from "../screens/kit/layout.ts";
import type { ChatMemory } from "../state/chats.ts";
import type { Door } from "./door.ts";
import { isMuted } from "./wishes.ts";

/** So often it is looked whether there is something to tell, in ms. */
const lookMs = 60_000;

export interface DoorPostOptions {
  readonly door: Door;
  readonly people: Pick<People, "all" | "knocks">;
  readonly controllers: readonly Controller[];
  readonly memoryOf: (personId: number) => ChatMemory;
  readonly localeOf: (personId: number) => Locale;
  readonly isOnline: () => boolean;
  /** Sends it without a sound. */
  readonly send: (personId: number, draw: () => Screen) => Promise<void>;
  readonly now?: () => number;
}

/** Tells admins once a day how many strangers came, in the chats that want to hear of it. */
export class DoorPost {
  readonly #options: DoorPostOptions;
  readonly #timer: NodeJS.Timeout;

  constructor(options: DoorPostOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), lookMs).unref();
  }

  /** Tells what is due. Never rejects. */
  async look(): Promise<void> {
    const { door, people, isOnline, send } = this.#options;
    const count = isOnline() ? door.due() : undefined;
    if (count === undefined) return;
    const names = people
      .knocks()
      .filter(({ at }) => at >= count.since)
      .map(({ name }) => name);
    // First, so that whatever happens now nobody is told twice a day.
    door.told();
    await Promise.allSettled(
      this.#readers().map(async ({ id, ref, mayManage }) => {
        const t = this.#options.localeOf(id);
        await send(id, () => doorMessage({ ...count, ref, names, mayManage }, t));
      }),
    );
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #readers() {
    const { people, controllers, memoryOf, now = Date.now } = this.#options;
    return people.all().flatMap((person) => {
      const { alerts } = memoryOf(person.id).settings;
      const seen = controllers.find(({ id }) => maySee(person, id));
      if (person.role !== "admin" || seen === undefined) return [];
      if (alerts.strangers === "off" || isMuted(alerts, now())) return [];
      return [{ id: person.id, ref: controllerRef(seen.id), mayManage: mayManagePeople(person) }];
    });
  }
}
