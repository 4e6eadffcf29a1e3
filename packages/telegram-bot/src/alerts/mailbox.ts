import type { Alert, AlertEvent, AlertsEngine, Controller, SingleEvent } from "@pointsman/core";
import type { Person } from "../access.ts";
import { looseRef } from "../callback/ref.ts";
import type { ChatGate } from "../delivery/gate.ts";
import type { Outbox, Outcome } from "../delivery/outbox.ts";
import type { Locale } from "../locales/index.ts";
import { plainFrame } from "../model/draw-household.ts";
import { alertEntries, remediesFor } from "../model/household.ts";
import { alertMessage, digestMessage } from "../screens/alerts/alerts.ts";
import type { Screen } from "../screens/layout.ts";

/** Messages that are remembered to be written over; the oldest are forgotten first. */
const remembered = 200;

export interface MailboxOptions {
  readonly person: Person;
  /** Those that the person may see. */
  readonly controllers: readonly Controller[];
  readonly outbox: Outbox;
  readonly gate: ChatGate;
  readonly localeOf: (personId: number) => Locale;
  readonly isOnline: () => boolean;
  readonly retryMs: number;
  readonly signal: AbortSignal;
}

interface Posted {
  readonly messageId: number;
  readonly note?: string;
}

type Deliver = () => Promise<Outcome>;

/** One person's alerts: a message for each, written over as it changes. */
export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #posted = new Map<string, Posted>();
  /** What leaves for this chat, one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  /** Resolves once it is told, or once there is no more point in telling it. */
  async deliver(event: AlertEvent, engine: AlertsEngine): Promise<void> {
    if (event.type !== "digest") {
      if (this.#concerns(event.alert)) await this.#single(event, engine);
      return;
    }
    const alerts = event.events.map(({ alert }) => alert).filter((alert) => this.#concerns(alert));
    const [first] = alerts;
    const controller = first && this.#controllerOf(first);
    if (controller === undefined) return;
    const frame = plainFrame(controller);
    await this.#send(() => digestMessage({ frame, reason: event.reason, alerts }, this.#t), alerts.every(isMild));
    // Their own messages are closed as well, without waiting for it.
    for (const one of event.events) {
      if (one.type === "recovered" && this.#posted.has(one.alert.key)) void this.#rewrite(one.alert);
    }
  }

  /** Writes below the alert's message what was done about it. */
  noted(key: string, messageId: number, note: string | undefined): void {
    const known = note ?? this.#posted.get(key)?.note;
    this.#keep(key, { messageId, ...(known === undefined ? {} : { note: known }) });
    const alert = this.#options.controllers
      .flatMap((controller) => alertEntries(controller))
      .find((entry) => entry.alert.key === key)?.alert;
    if (alert !== undefined) void this.#rewrite(alert);
  }

  get #t(): Locale {
    return this.#options.localeOf(this.#options.person.id);
  }

  #concerns(alert: Alert): boolean {
    return this.#controllerOf(alert) !== undefined;
  }

  /** What concerns the app itself is told under the first controller. */
  #controllerOf({ controller: id }: Alert): Controller | undefined {
    const { controllers } = this.#options;
    return id === null ? controllers[0] : controllers.find((controller) => controller.id === id);
  }

  async #single({ type, alert }: SingleEvent, engine: AlertsEngine): Promise<void> {
    const posted = this.#posted.get(alert.key);
    if (posted !== undefined && type !== "raised") {
      if (await this.#rewrite(alert)) return;
    } else if (type === "updated") return;
    const sent = await this.#send(
      () => this.#screen(alert),
      type === "recovered" || isMild(alert),
      // Telegram was away, and meanwhile it has passed: then there is nothing to tell.
      () => type === "recovered" || alert.severity === "critical" || engine.list().some(({ key }) => key === alert.key),
    );
    if (sent !== undefined && alert.state !== "recovered") this.#keep(alert.key, { messageId: sent });
  }

  /** False where the message is gone. */
  async #rewrite(alert: Alert): Promise<boolean> {
    const posted = this.#posted.get(alert.key);
    if (posted === undefined) return false;
    if (alert.state === "recovered") this.#posted.delete(alert.key);
    const { outbox, person } = this.#options;
    const outcome = await this.#patiently(
      async () => await outbox.edit(person.id, posted.messageId, this.#screen(alert, posted.note)),
    );
    if (outcome?.kind === "gone") this.#posted.delete(alert.key);
    return outcome?.kind !== "gone";
  }

  async #send(draw: () => Screen, isSilent: boolean, stillTrue = () => true): Promise<number | undefined> {
    const { outbox, person } = this.#options;
    const outcome = await this.#patiently(
      async () => await outbox.send(person.id, draw(), isSilent ? "silent" : "loud"),
      stillTrue,
    );
    return outcome?.kind === "sent" ? outcome.messageId : undefined;
  }

  #screen(alert: Alert, note?: string): Screen {
    const { person, controllers } = this.#options;
    const controller = this.#controllerOf(alert) ?? controllers[0];
    if (controller === undefined) throw new RangeError("an alert of no controller");
    const ref = alertEntries(controller).find((entry) => entry.alert.key === alert.key)?.ref;
    const remedies = remediesFor(person, controller, alert);
    return alertMessage(
      {
        frame: plainFrame(controller),
        alert,
        ref: ref ?? looseRef("alert", alert.key),
        remedies,
        ...(note === undefined ? {} : { note }),
      },
      this.#t,
    );
  }

  #keep(key: string, posted: Posted): void {
    this.#posted.delete(key);
    this.#posted.set(key, posted);
    if (this.#posted.size > remembered) this.#posted.delete(this.#posted.keys().next().value ?? "");
  }

  /** Tries until Telegram has taken or refused it. Undefined: not told, as there is no point any more. */
  async #patiently(deliver: Deliver, stillTrue = () => true): Promise<Outcome | undefined> {
    const turn = this.#last.then(() => this.#tries(deliver, stillTrue));
    this.#last = turn.catch(() => undefined);
    return await turn;
  }

  async #tries(deliver: Deliver, stillTrue: () => boolean): Promise<Outcome | undefined> {
    const { gate, isOnline, retryMs, signal } = this.#options;
    let wasAway = false;
    while (!signal.aborted) {
      const wait = isOnline() ? gate.delay("user") : retryMs;
      if (wait > 0) {
        wasAway ||= !isOnline();
        await this.#sleep(wait);
        continue;
      }
      if (wasAway && !stillTrue()) return undefined;
      gate.take("user");
      const outcome = await deliver();
      if (outcome.kind === "flood") gate.block(outcome.seconds);
      else if (outcome.kind === "network" || outcome.kind === "server" || outcome.kind === "conflict") {
        wasAway = true;
        await this.#sleep(retryMs);
      } else return outcome;
    }
    return undefined;
  }

  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#options;
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    const end = (): void => resolve();
    signal.addEventListener("abort", end, { once: true });
    await promise;
    signal.removeEventListener("abort", end);
    clearTimeout(timer);
  }
}

/** Worth no sound. */
function isMild({ severity }: Alert): boolean {
  return severity === "info";
}
