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
import { Mailbox } from "./mailbox.ts";

export interface AlertPostOptions {
  readonly people: Iterable<Person>;
  readonly controllers: Iterable<Controller>;
  readonly outbox: Outbox;
  /** The allowance of a person's chat, shared with its screens. */
  readonly gateOf: (personId: number) => ChatGate;
  readonly localeOf: (personId: number) => Locale;
  readonly isOnline: () => boolean;
  /** How long Telegram is waited for between two tries, in ms. */
  readonly retryMs: number;
  readonly log: Log;
}

/** Tells the alerts of each engine to those whom they concern: admins and operators, each about the controllers they may see. */
export class PostOffice implements AlertPost {
  readonly #mailboxes = new Map<number, Mailbox>();
  readonly #ending = new AbortController();
  readonly #running: readonly Promise<void>[];

  constructor(options: AlertPostOptions) {
    const controllers = [...options.controllers];
    const { signal } = this.#ending;
    const running: Promise<void>[] = [];
    for (const person of options.people) {
      if (!hearsAlerts(person)) continue;
      const own = controllers.filter(({ id }) => maySee(person, id));
      const mailbox = new Mailbox({ ...options, person, controllers: own, gate: options.gateOf(person.id), signal });
      this.#mailboxes.set(person.id, mailbox);
      // Controllers of one process share one engine.
      const engines = new Set(own.flatMap(({ engines: { alerts } }) => alerts ?? []));
      for (const engine of engines)
        running.push(
          follow(engine, mailbox, signal).catch((error: unknown) =>
            options.log.error(`Alerts are no longer told to ${person.id}: ${failureText(error)}`),
          ),
        );
    }
    this.#running = running;
  }

  noted(personId: number, key: string, messageId: number, note: string | undefined): void {
    this.#mailboxes.get(personId)?.noted(key, messageId, note);
  }

  /** Tells nothing more. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running);
  }
}

async function follow(engine: AlertsEngine, mailbox: Mailbox, signal: AbortSignal): Promise<void> {
  // While one is being delivered the engine keeps the others, and joins what belongs together.
  for await (const event of engine.events({ signal })) await mailbox.deliver(event, engine);
}
