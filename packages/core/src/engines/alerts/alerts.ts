import { coreItself } from "../../identity/devices/address.ts";
import type { AuditRecord } from "../../policy/types.ts";
import type { Subscription } from "../../streams/types.ts";
import type { FollowReport } from "../following/types.ts";
import { Calendar } from "../ledger/time/calendar.ts";
import { AlertBook } from "./book/book.ts";
import { type AlertsSettings, defaultAlertsSettings, quietHoursOf } from "./config.ts";
import { Delivery } from "./delivery/delivery.ts";
import type { AlertInputs, DeviceReading, QuotaReading } from "./model/inputs.ts";
import { quietTest } from "./delivery/quiet.ts";
import { type KnownDevices, newDevices, quotaFindings, quotaForecasts, spikes } from "./rules/devices.ts";
import { OwnHand } from "./rules/own-hand.ts";
import type { Sample } from "./rules/subscriptions.ts";
import { type AlertsState, type AlertsStore, readState } from "./state.ts";
import { realTimers, type Timers } from "./timers.ts";
import type { Alert, AlertEvent, AlertsEngine, EventsOptions } from "./model/types.ts";
import { type AlertsController, WatchedController } from "./watched-controller.ts";

export interface AlertsOptions {
  /** Config key `alerts`. */
  readonly settings?: AlertsSettings;
  readonly store: AlertsStore;
  /** IANA name (config key `time-zone`); default: the system's. */
  readonly timeZone?: string;
  /** Nothing is told in the first moments, when everything is seen for the first time. Default 30 s. */
  readonly graceMs?: number;
  /** Replaced in tests; ms. */
  readonly now?: () => number;
  /** Replaced in tests. */
  readonly timers?: Timers;
}

/** What people should hear of: rules over what the core does, with a memory. */
export interface Alerts extends AlertsEngine, AlertInputs {
  /** Watches this controller until the returned function is called. */
  follow(controller: AlertsController): () => void;
  /** Stops every timer and reading, and saves. Idempotent. */
  close(): void;
}

const defaultGraceMs = 30_000;
const tickMs = 5000;
const saveAfterMs = 1000;
const bytesPerGb = 1e9;

/** Opens the engine with what it knew when it was closed. */
export function openAlerts(options: AlertsOptions): Alerts {
  return new LiveAlerts(options);
}

class LiveAlerts implements Alerts {
  readonly #options: AlertsOptions;
  readonly #settings: AlertsSettings;
  readonly #now: () => number;
  readonly #timers: Timers;
  readonly #book: AlertBook;
  readonly #delivery: Delivery;
  readonly #hand = new OwnHand();
  readonly #calendar: Calendar;
  readonly #watched = new Map<string, WatchedController>();
  readonly #devices: Map<string, KnownDevices>;
  readonly #samples: Map<string, readonly Sample[]>;
  readonly #versions: Map<string, string>;
  readonly #stopTicking: () => void;
  #cancelSave: (() => void) | undefined;
  #isClosed = false;

  constructor(options: AlertsOptions) {
    this.#options = options;
    this.#settings = options.settings ?? defaultAlertsSettings;
    this.#now = options.now ?? Date.now;
    this.#timers = options.timers ?? realTimers;
    this.#calendar = new Calendar(options.timeZone);
    const saved = readState(options.store.load());
    this.#devices = new Map(Object.entries(saved.devices));
    this.#samples = new Map(Object.entries(saved.samples));
    this.#versions = new Map(Object.entries(saved.versions));
    this.#delivery = new Delivery({
      now: this.#now,
      isQuiet: quietTest(quietHoursOf(this.#settings["quiet-hours"]), options.timeZone),
      held: saved.held,
      onTelling: () => this.#save(),
    });
    this.#book = new AlertBook({
      now: this.#now,
      quietUntil: this.#now() + (options.graceMs ?? defaultGraceMs),
      records: saved.records,
      mutes: saved.mutes,
      onEvent: (event) => this.#delivery.add(event),
      onChange: () => this.#saveSoon(),
    });
    this.#stopTicking = this.#timers.every(tickMs, () => this.#tick());
  }

  follow(controller: AlertsController): () => void {
    const { id } = controller;
    if (this.#watched.has(id)) throw new TypeError(`The alerts follow ${id} already.`);
    const watched = new WatchedController({
      controller,
      book: this.#book,
      settings: this.#settings,
      calendar: this.#calendar,
      timers: this.#timers,
      hand: this.#hand,
      now: this.#now,
      samples: this.#samples,
      versions: this.#versions,
      onTurn: () => this.#delivery.flush(),
    });
    this.#watched.set(id, watched);
    return () => {
      if (this.#watched.get(id) === watched) this.#watched.delete(id);
      watched.close();
    };
  }

  list(): readonly Alert[] {
    return this.#book.list();
  }

  events(options?: EventsOptions): Subscription<AlertEvent> {
    return this.#delivery.events(options);
  }

  mute(key: string, minutes: number): number {
    return this.#book.mute(key, minutes);
  }

  mutedUntil(key: string): number | undefined {
    return this.#book.mutes.until(key, this.#now());
  }

  ack(key: string): Alert {
    return this.#book.ack(key);
  }

  report(report: FollowReport): void {
    this.#turn(() => this.#watched.get(report.controller)?.selections.onReport(report));
  }

  devices(controller: string, given: readonly DeviceReading[], minutes: number): void {
    const readings = given.filter(({ device }) => device !== coreItself && device !== "");
    this.#turn(() => {
      const { known, findings } = newDevices(this.#devices.get(controller), readings, this.#now());
      this.#devices.set(controller, known);
      for (const finding of findings) this.#book.notice(controller, finding);
      const limit = this.#settings["device-spike-gb"] * bytesPerGb;
      const isOpen = (device: string): boolean => this.#book.open(controller, "device-spike", device) !== undefined;
      this.#book.set(controller, "device-spike", spikes(readings, minutes, limit, isOpen));
      this.#saveSoon();
    });
  }

  quotas(controller: string, readings: readonly QuotaReading[]): void {
    this.#turn(() => {
      const found = quotaFindings(readings, this.#settings["provider-used-percent"]);
      this.#book.set(controller, "device-quota", found);
      this.#book.set(controller, "device-quota-runs-out", quotaForecasts(readings));
    });
  }

  ledgerTrouble(message: string | undefined): void {
    this.#turn(() => {
      if (message === undefined) this.#book.clear(null, "ledger-trouble");
      else this.#book.raise(null, { kind: "ledger-trouble", subject: "", data: { message } });
    });
  }

  operation(record: Pick<AuditRecord, "at" | "controller" | "operation" | "tookMs">): void {
    this.#hand.add(record, this.#now());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopTicking();
    for (const watched of this.#watched.values()) watched.close();
    this.#delivery.close();
    this.#save();
  }

  #tick(): void {
    this.#turn(() => {
      for (const watched of this.#watched.values()) watched.tick();
      this.#book.tick();
    });
  }

  #turn(work: () => void): void {
    if (this.#isClosed) return;
    work();
    this.#delivery.flush();
  }

  #saveSoon(): void {
    if (this.#isClosed || this.#cancelSave !== undefined) return;
    this.#cancelSave = this.#timers.after(saveAfterMs, () => this.#save());
  }

  #save(): void {
    this.#cancelSave?.();
    this.#cancelSave = undefined;
    this.#options.store.save(this.#state());
  }

  #state(): AlertsState {
    return {
      version: 1,
      records: this.#book.records,
      mutes: this.#book.mutes.toJSON(),
      held: this.#delivery.held,
      devices: Object.fromEntries(this.#devices),
      samples: Object.fromEntries(this.#samples),
      versions: Object.fromEntries(this.#versions),
    };
  }
}
