import type { AlertsEngine, Controller } from "@pointsman/core";
import type { Person } from "../access.ts";
import { maySee } from "../access.ts";
import { failureText } from "../delivery/failure.ts";
import type { ChatGate } from "../delivery/gate.ts";
import type { Log } from "../delivery/log.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { AlertPost } from "../features/press.ts";
import type { Locale } from "../locales/index.ts";
import { hearsAlerts } from "../model/rights.ts";
import type { Screen } from "../screens/kit/layout.ts";
import type { ChatMemory } from "../state/chats.ts";
import { Mailbox } from "./mailbox.ts";
import { reachNow } from "./wishes.ts";

export interface AlertPostOptions {
  /** Those of the start. */
  readonly people: Iterable<Person>;
  readonly controllers: readonly Controller[];
  readonly outbox: Outbox;
  /** The allowance of a person's chat, shared with its screens. */
  readonly gateOf: (personId: number) => ChatGate;
  readonly memoryOf: (personId: number) => ChatMemory;
  /** The household's; default the machine's. */
  readonly timeZone?: string | undefined;
  readonly localeOf: (personId: number) => Locale;
  readonly isOnline: () => boolean;
  /** How long Telegram is waited for between two tries, in ms. */
  readonly retryMs: number;
  readonly now: () => number;
  readonly log: Log;
}

interface Round {
  readonly mailbox: Mailbox;
  readonly ending: AbortController;
  readonly running: readonly Promise<void>[];
}

/** Tells the alerts of each engine to those whom they concern: admins and operators, each about the controllers they may see. */
export class PostOffice implements AlertPost {
  readonly #options: AlertPostOptions;
  readonly #rounds = new Map<number, Round>();
  readonly #ending = new AbortController();

  constructor(options: AlertPostOptions) {
    this.#options = options;
    for (const person of options.people) this.attend(person.id, person);
  }

  /** From now on this person is told what these rights let through; undefined: nothing. */
  attend(id: number, person: Person | undefined): void {
    this.#rounds.get(id)?.ending.abort();
    this.#rounds.delete(id);
    if (person === undefined || !hearsAlerts(person) || this.#ending.signal.aborted) return;
    this.#rounds.set(id, this.#round(person));
  }

  #round(person: Person): Round {
    const { controllers, gateOf, memoryOf, log } = this.#options;
    const ending = new AbortController();
    const signal = AbortSignal.any([ending.signal, this.#ending.signal]);
    const own = [...controllers].filter((controller) => maySee(person, controller.id));
    const mailbox = new Mailbox({
      ...this.#options,
      person,
      memory: memoryOf(person.id),
      controllers: own,
      gate: gateOf(person.id),
      signal,
    });
    // Controllers of one process share one engine.
    const engines = new Set(own.flatMap(({ engines: { alerts } }) => alerts ?? []));
    mailbox.begin(engines);
    const running = [...engines].map(async (engine) => {
      await follow(engine, mailbox, signal).catch((error: unknown) =>
        log.error(`Alerts are no longer told to ${person.id}: ${failureText(error)}`),
      );
    });
    return { mailbox, ending, running };
  }

  /** Tells what is no alert, without a sound, to whoever may hear alerts. */
  async letter(personId: number, draw: () => Screen): Promise<void> {
    await this.#rounds.get(personId)?.mailbox.letter(draw);
  }

  async trial(personId: number, draw: (reach: "loud" | "silent") => Screen): Promise<"sent" | "muted" | "unsent"> {
    const { memoryOf, now, timeZone } = this.#options;
    const { settings } = memoryOf(personId);
    const reach = reachNow(settings, now(), settings.timeZone ?? timeZone);
    if (reach === "later") return "muted";
    const isSent = await this.#rounds.get(personId)?.mailbox.letter(() => draw(reach), reach);
    return isSent === true ? "sent" : "unsent";
  }

  noted(personId: number, key: string, messageId: number, note: string | undefined): void {
    this.#rounds.get(personId)?.mailbox.noted(key, messageId, note);
  }

  /** Telegram was out of reach for so many ms, and is back. */
  back(awayMs: number): void {
    for (const { mailbox } of this.#rounds.values()) mailbox.back(awayMs);
  }

  /** Tells nothing more. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all([...this.#rounds.values()].flatMap(({ running }) => running));
  }
}

async function follow(engine: AlertsEngine, mailbox: Mailbox, signal: AbortSignal): Promise<void> {
  // While one is being delivered the engine keeps the others, and joins what belongs together.
  for await (const event of engine.events({ signal })) await mailbox.deliver(event);
}
