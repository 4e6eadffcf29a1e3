import type { Alert, AlertEvent, AlertsEngine, Controller, SingleEvent } from "@pointsman/core";
import type { Person } from "../access.ts";
import { looseRef } from "../callback/ref.ts";
import { failureText } from "../delivery/failure.ts";
import type { ChatGate } from "../delivery/gate.ts";
import type { Log } from "../delivery/log.ts";
import type { Outbox, Outcome } from "../delivery/outbox.ts";
import type { Locale } from "../locales/index.ts";
import { plainFrame } from "../model/draw/household.ts";
import { alertEntries, remediesFor } from "../model/household.ts";
import { alertMessage, type DigestModel, digestMessage } from "../screens/alerts/alerts.ts";
import type { Screen } from "../screens/kit/layout.ts";
import type { ChatMemory } from "../state/chats.ts";
import { pause } from "../pause.ts";
import { PostedMail } from "./posted-mail.ts";
import { isOutage, type Patience, Turns } from "./turns.ts";
import { Waiting } from "./waiting.ts";
import { isMuted, type Reach, reachOf } from "./wishes.ts";

/** An outage of Telegram that is told even where nothing was missed, in ms. */
const longOutageMs = 10 * 60_000;
/** Whether the mute of a chat is over is looked at so often at least, as people may end it early. */
const lookMs = 5000;

export interface MailboxOptions {
  readonly person: Person;
  readonly memory: ChatMemory;
  /** The household's; default the machine's. */
  readonly timeZone?: string | undefined;
  /** Those that the person may see. */
  readonly controllers: readonly Controller[];
  readonly outbox: Outbox;
  readonly gate: ChatGate;
  readonly localeOf: (personId: number) => Locale;
  readonly isOnline: () => boolean;
  readonly retryMs: number;
  readonly now: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What stood in the way of an alert, for the title of what is told after. */
type Reason = Exclude<DigestModel["reason"], "quiet-hours" | "many">;

/**
 * One person's alerts: a message for each, written over as it changes, also by a later process. What cannot or may not be
 * told now waits, and leaves as one message: what of it is still true.
 */
export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #posted: PostedMail;
  readonly #waiting: Waiting;
  readonly #turns: Turns;
  #reason: Reason = "away";
  #awayMs: number | undefined;
  #isDraining = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#posted = new PostedMail(options.memory);
    this.#waiting = new Waiting(options.memory);
    this.#turns = new Turns(options);
  }

  /** Puts right what an earlier process left: closes what ended meanwhile, tells what it could not tell any more. */
  begin(engines: Iterable<AlertsEngine>): void {
    const open = new Map([...engines].flatMap((engine) => engine.list().map((alert) => [alert.key, alert] as const)));
    for (const [key, { alert }] of this.#posted.all()) {
      if (alert?.state !== "open" || open.has(key) || this.#controllerOf(alert) === undefined) continue;
      void this.#told(this.#rewrite({ ...alert, state: "recovered", until: this.#options.now() }));
    }
    this.#waiting.restore(open);
    this.#drain();
  }

  /** Resolves once it is told, waits for a better time, or needs not be told. */
  async deliver(event: AlertEvent): Promise<void> {
    const events = event.type === "digest" ? event.events : [event];
    const mine = events.filter(({ alert }) => this.#concerns(alert));
    if (this.#mustWait() || this.#waiting.size > 0) {
      for (const one of mine) this.#hold(one);
      return;
    }
    if (event.type === "digest") await this.#told(this.#together(mine, { reason: event.reason }));
    else for (const one of mine) await this.#told(this.#single(one));
  }

  /** Tells what is no alert, and only now. False where it did not arrive. */
  async letter(draw: () => Screen, sound: "loud" | "silent" = "silent"): Promise<boolean> {
    return (await this.#send(draw, sound === "silent", "once"))?.kind === "sent";
  }

  /** Telegram was out of reach for so long, and is back. */
  back(awayMs: number): void {
    this.#awayMs = awayMs;
    if (awayMs >= longOutageMs && this.#waiting.size === 0) void this.#told(this.#together([], this.#occasion("away")));
  }

  /** Writes below the alert's message what was done about it. */
  noted(key: string, messageId: number, note: string | undefined): void {
    this.#posted.note(key, messageId, note);
    const alert = this.#options.controllers
      .flatMap((controller) => alertEntries(controller))
      .find((entry) => entry.alert.key === key)?.alert;
    if (alert !== undefined) void this.#told(this.#rewrite(alert));
  }

  get #t(): Locale {
    return this.#options.localeOf(this.#options.person.id);
  }

  get #timeZone(): string | undefined {
    return this.#options.memory.settings.timeZone ?? this.#options.timeZone;
  }

  #reach(alert: Alert): Reach {
    const { memory, now } = this.#options;
    return reachOf(alert, memory.settings, now(), this.#timeZone);
  }

  #concerns(alert: Alert): boolean {
    return this.#controllerOf(alert) !== undefined;
  }

  /** What concerns the app itself is told under the first controller. */
  #controllerOf({ controller: id }: Alert): Controller | undefined {
    const { controllers } = this.#options;
    return id === null ? controllers[0] : controllers.find((controller) => controller.id === id);
  }

  #mustWait(): boolean {
    const { isOnline, memory, now } = this.#options;
    return !isOnline() || isMuted(memory.settings.alerts, now());
  }

  /** Takes an event that cannot be told now. */
  #hold(event: SingleEvent): void {
    if (this.#reach(event.alert) === "never" && !this.#posted.has(event.alert.key)) return;
    this.#waiting.add(event, this.#posted.has(event.alert.key));
    this.#reason = this.#options.isOnline() ? "muted" : "away";
    this.#drain();
  }

  /** Tells what waits as soon as that is possible. */
  #drain(): void {
    if (this.#waiting.size === 0 || this.#isDraining) return;
    this.#isDraining = true;
    void this.#told(this.#untilClear());
  }

  /** One that cannot be drawn, a bug of ours, costs itself alone: neither the process nor the alerts after it. */
  async #told(work: Promise<unknown>): Promise<void> {
    const { log, person } = this.#options;
    await work.catch((error: unknown) =>
      log.error(`An alert could not be told to ${person.id}: ${failureText(error)}`),
    );
  }

  async #untilClear(): Promise<void> {
    const { signal, retryMs, isOnline } = this.#options;
    try {
      while (!signal.aborted && this.#waiting.size > 0) {
        // Also after a call that got lost: the health may learn of it a moment later.
        await pause(isOnline() && this.#reason === "muted" ? Math.min(lookMs, retryMs) : retryMs, signal);
        if (!signal.aborted && !this.#mustWait()) await this.#tellWaiting();
      }
    } finally {
      // In the same turn as the last look, so that nothing that comes in between is left lying.
      this.#isDraining = false;
    }
  }

  async #tellWaiting(): Promise<void> {
    const { controllers } = this.#options;
    const open = new Set(controllers.flatMap((controller) => alertEntries(controller).map(({ alert }) => alert.key)));
    const events = this.#waiting.take((event) => this.#posted.has(event.alert.key) || isWorthTelling(event, open));
    const news = events.filter(({ alert }) => !this.#posted.has(alert.key));
    for (const { alert } of events) if (this.#posted.has(alert.key)) void this.#told(this.#rewrite(alert));
    const [only] = news;
    const occasion = this.#occasion(this.#reason);
    const isLong = (occasion.forMs ?? 0) >= longOutageMs;
    if (only === undefined && !isLong) return;
    if (only !== undefined && news.length === 1 && !isLong) await this.#tell(only);
    else await this.#together(news, occasion);
  }

  #occasion(reason: Reason): Pick<DigestModel, "reason" | "forMs"> {
    const forMs = this.#awayMs;
    this.#awayMs = undefined;
    return { reason, ...(forMs === undefined || reason === "muted" ? {} : { forMs }) };
  }

  /** One message for all of them; their own messages are closed as well, without waiting for it. */
  async #together(events: readonly SingleEvent[], occasion: Pick<DigestModel, "reason" | "forMs">): Promise<void> {
    const alerts = events.map(({ alert }) => alert).filter((alert) => this.#reach(alert) !== "never");
    const [first] = alerts;
    const controller = first === undefined ? this.#options.controllers[0] : this.#controllerOf(first);
    for (const { type, alert } of events)
      if (type === "recovered" && this.#posted.has(alert.key)) void this.#told(this.#rewrite(alert));
    if (controller === undefined || (first === undefined && occasion.forMs === undefined)) return;
    const frame = plainFrame(controller, this.#timeZone);
    const isSilent = alerts.every((alert) => alert.state === "recovered" || this.#reach(alert) !== "loud");
    await this.#waiting.telling(alerts, async () => {
      await this.#send(() => digestMessage({ frame, ...occasion, alerts }, this.#t), isSilent, "without end");
    });
  }

  async #single({ type, alert }: SingleEvent): Promise<void> {
    if (this.#posted.has(alert.key) && type !== "raised") {
      if (await this.#rewrite(alert)) return;
    } else if (type === "updated") return;
    await this.#tell({ type, alert });
  }

  async #tell(event: SingleEvent): Promise<void> {
    const { alert } = event;
    const reach = this.#reach(alert);
    if (reach === "never") return;
    const isSilent = alert.state === "recovered" || reach !== "loud";
    await this.#waiting.telling([alert], async () => {
      const outcome = await this.#send(() => this.#screen(alert), isSilent, "once");
      // Telegram went away at this very moment: it is told with whatever else comes until it is back.
      if (outcome === undefined || isOutage(outcome)) this.#hold(event);
      else if (outcome.kind === "sent" && alert.state !== "recovered")
        this.#posted.keep(alert.key, { messageId: outcome.messageId, alert });
    });
  }

  /** False where the message is gone. */
  async #rewrite(alert: Alert): Promise<boolean> {
    const posted = this.#posted.get(alert.key);
    if (posted === undefined) return false;
    if (alert.state === "recovered") this.#posted.drop(alert.key);
    else this.#posted.keep(alert.key, { ...posted, alert });
    const { outbox, person } = this.#options;
    const outcome = await this.#turns.take(
      async () => await outbox.edit(person.id, posted.messageId, this.#screen(alert, posted.note)),
      "without end",
    );
    if (outcome?.kind === "gone") this.#posted.drop(alert.key);
    return outcome?.kind !== "gone";
  }

  async #send(draw: () => Screen, isSilent: boolean, patience: Patience): Promise<Outcome | undefined> {
    const { outbox, person } = this.#options;
    const send = async (): Promise<Outcome> => await outbox.send(person.id, draw(), isSilent ? "silent" : "loud");
    return await this.#turns.take(send, patience);
  }

  #screen(alert: Alert, note?: string): Screen {
    const { person, controllers } = this.#options;
    const controller = this.#controllerOf(alert) ?? controllers[0];
    if (controller === undefined) throw new RangeError("an alert of no controller");
    const ref = alertEntries(controller).find((entry) => entry.alert.key === alert.key)?.ref;
    const remedies = remediesFor(person, controller, alert);
    const frame = plainFrame(controller, this.#timeZone);
    const noted = note === undefined ? {} : { note };
    return alertMessage({ frame, alert, ref: ref ?? looseRef("alert", alert.key), remedies, ...noted }, this.#t);
  }
}

/** What passed before anybody heard of it is no news, except that the core was away. */
function isWorthTelling({ type, alert }: SingleEvent, open: ReadonlySet<string>): boolean {
  return type === "recovered" ? alert.severity === "critical" : open.has(alert.key);
}
