import { ControllerError } from "../../../client/errors.ts";
import { didYouMean } from "../../../validation/nearest.ts";
import type { Finding, FindingOf } from "../model/finding.ts";
import { keyOf } from "../model/finding.ts";
import { kinds } from "../model/kinds.table.ts";
import type { Alert, AlertKind, SingleEvent } from "../model/types.ts";
import { Mutes } from "./mutes.ts";
import { alertOf, type AlertRecord, recordKey } from "./record.ts";

/** More than so many times within this is coming and going. */
const flapTimes = 5;
const flapMs = 600_000;
/** New figures of what people know already are told at most so often (ms). */
const updateMs = 300_000;
const dayMs = 86_400_000;

export interface BookOptions {
  readonly now: () => number;
  /** Before this moment nothing that is true is told: at a start everything is seen for the first time. */
  readonly quietUntil: number;
  readonly records?: readonly AlertRecord[];
  readonly mutes?: Readonly<Record<string, number>>;
  /** Something to tell. */
  readonly onEvent: (event: SingleEvent) => void;
  /** Something to save. */
  readonly onChange: () => void;
}

/**
 * What is true, since when, and what people were told of it. Rules say what they find; the book decides what is news:
 * only what held long enough, did not just come and go, is not muted and was not told before.
 */
export class AlertBook {
  readonly mutes: Mutes;
  readonly #options: BookOptions;
  readonly #records = new Map<string, AlertRecord>();

  constructor(options: BookOptions) {
    this.#options = options;
    this.mutes = new Mutes(options.mutes);
    for (const record of options.records ?? []) this.#records.set(recordKey(record), record);
  }

  get records(): readonly AlertRecord[] {
    return [...this.#records.values()].filter(
      (record) => record.pendingSince === undefined || record.raises.length > 0,
    );
  }

  /** All that is true of a kind: the others of this controller are over, but those of which nothing is known. */
  set<Kind extends AlertKind>(
    controller: string | null,
    kind: Kind,
    findings: readonly FindingOf<Kind>[],
    isUnknown: (subject: string) => boolean = () => false,
  ): void {
    const found = new Set(findings.map(({ subject }) => subject));
    for (const record of this.#records.values()) {
      if (record.controller !== controller || record.finding.kind !== kind) continue;
      const { subject } = record.finding;
      if (!found.has(subject) && !isUnknown(subject)) this.clear(controller, kind, subject);
    }
    for (const finding of findings) this.raise(controller, finding as Finding);
  }

  /** This is true now. */
  raise(controller: string | null, finding: Finding): void {
    const now = this.#options.now();
    const key = keyOf(controller, finding.kind, finding.subject);
    const known = this.#records.get(key);
    if (known?.state === "open") {
      this.#renew(known, finding);
      return;
    }
    const record = known ?? newRecord(controller, finding, "recovered", now);
    this.#records.set(key, record);
    if (record.pendingSince === undefined) record.pendingSince = now;
    record.finding = finding;
    this.#openIfDue(record, now);
  }

  /** This is not true, or no longer. */
  clear(controller: string | null, kind: AlertKind, subject = ""): void {
    const key = keyOf(controller, kind, subject);
    const record = this.#records.get(key);
    if (record === undefined) return;
    record.pendingSince = undefined;
    if (record.state === "open") {
      record.state = "recovered";
      record.until = this.#options.now();
      record.acknowledged = false;
      this.#tell(record);
      this.#options.onChange();
    } else if (record.raises.length === 0) this.#records.delete(key);
  }

  /** What did not hold long enough yet must begin anew: nobody can look while the core is gone. */
  forgetPending(controller: string): void {
    for (const [key, record] of this.#records) {
      if (record.controller !== controller || record.pendingSince === undefined) continue;
      record.pendingSince = undefined;
      if (record.raises.length === 0) this.#records.delete(key);
    }
  }

  /** This happened. */
  notice(controller: string | null, finding: Finding): void {
    const now = this.#options.now();
    const key = keyOf(controller, finding.kind, finding.subject);
    const known = this.#records.get(key);
    const record = known ?? newRecord(controller, finding, "notice", now);
    this.#records.set(key, record);
    record.finding = finding;
    record.told = "nothing";
    record.acknowledged = false;
    this.#count(record, now);
    if (record.count === 1) record.since = now;
    record.until = now;
    this.#tell(record);
    // What nobody was to hear of when it happened is not told later.
    record.told = "open";
    this.#options.onChange();
  }

  /** Replaces what an alert tells, without a word of it where it is over. */
  amend<Kind extends AlertKind>(
    controller: string | null,
    kind: Kind,
    change: (alert: Extract<Alert, { kind: Kind }>) => FindingOf<Kind> | undefined,
  ): boolean {
    const record = this.#records.get(keyOf(controller, kind, ""));
    if (record === undefined || record.raises.length === 0) return false;
    const changed = change(alertOf(record, undefined) as Extract<Alert, { kind: Kind }>);
    if (changed === undefined) return false;
    record.finding = changed as Finding;
    this.#options.onChange();
    return true;
  }

  /** The alert, where it is open. */
  open<Kind extends AlertKind>(
    controller: string | null,
    kind: Kind,
    subject: string,
  ): Extract<Alert, { kind: Kind }> | undefined {
    const record = this.#records.get(keyOf(controller, kind, subject));
    return record?.state === "open" ? (this.#alertOf(record) as Extract<Alert, { kind: Kind }>) : undefined;
  }

  /** What time brings: what held long enough, calmed down, or is no longer muted. */
  tick(): void {
    const now = this.#options.now();
    this.mutes.expire(now);
    for (const record of this.#records.values()) {
      this.#openIfDue(record, now);
      const last = record.raises.at(-1) ?? 0;
      if (record.flapping && now - last >= flapMs) {
        record.flapping = false;
        this.#emit(record.state === "recovered" ? "recovered" : "updated", record);
        this.#options.onChange();
      }
      this.#tell(record);
      if (record.state !== "open" && record.pendingSince === undefined && now - (record.until ?? last) > dayMs)
        this.#records.delete(recordKey(record));
    }
  }

  list(): readonly Alert[] {
    const shown = [...this.#records.values()].filter(
      ({ state, acknowledged }) => state === "open" || (state === "notice" && !acknowledged),
    );
    const latest = ({ raises, since }: AlertRecord): number => raises.at(-1) ?? since;
    return shown.toSorted((a, b) => latest(b) - latest(a)).map((record) => this.#alertOf(record));
  }

  mute(key: string, minutes: number): number {
    const now = this.#options.now();
    const keys = [...this.#records.keys()];
    const isKnown = keys.some((known) => known === key || known.startsWith(`${key}/`));
    if (!isKnown && minutes > 0) throw unknownKey(key, keys);
    const until = now + minutes * 60_000;
    this.mutes.set(key, until, now);
    this.#options.onChange();
    return until;
  }

  ack(key: string): Alert {
    const record = this.#records.get(key);
    if (record === undefined || record.raises.length === 0) throw unknownKey(key, [...this.#records.keys()]);
    record.acknowledged = true;
    this.#options.onChange();
    return this.#alertOf(record);
  }

  #openIfDue(record: AlertRecord, now: number): void {
    const { pendingSince, finding } = record;
    if (pendingSince === undefined || now < this.#options.quietUntil) return;
    if (now - pendingSince < kinds[finding.kind].holdMs) return;
    record.pendingSince = undefined;
    record.state = "open";
    record.since = pendingSince;
    record.acknowledged = false;
    record.toldStep = undefined;
    this.#count(record, now);
    record.severity = finding.severity ?? kinds[finding.kind].severity;
    this.#tell(record);
    this.#options.onChange();
  }

  /** It goes on, perhaps with other figures. */
  #renew(record: AlertRecord, finding: Finding): void {
    const isSame = JSON.stringify(record.finding) === JSON.stringify(finding);
    if (isSame) return;
    record.finding = finding;
    record.severity = finding.severity ?? kinds[finding.kind].severity;
    if (finding.count !== undefined) record.count = finding.count;
    const isDue = this.#options.now() - (record.toldAt ?? 0) >= updateMs;
    if (!this.#tell(record) && record.told === "open" && isDue && !this.#isSilent(record))
      this.#emit("updated", record);
    this.#options.onChange();
  }

  #count(record: AlertRecord, now: number): void {
    record.raises = [...record.raises.filter((at) => now - at < flapMs), now];
    const again = record.raises.length > 1 ? record.count + 1 : 1;
    record.count = record.finding.count ?? again;
    if (record.raises.length > flapTimes * 20) record.raises.shift();
    if (record.flapping || record.raises.length <= flapTimes) return;
    record.flapping = true;
    if (this.mutes.until(recordKey(record), now) !== undefined) return;
    this.#emit("raised", record);
  }

  #isSilent(record: AlertRecord): boolean {
    return (
      record.flapping || record.acknowledged || this.mutes.until(recordKey(record), this.#options.now()) !== undefined
    );
  }

  /** Tells what people do not know yet; false where there is nothing to tell. */
  #tell(record: AlertRecord): boolean {
    if (this.#isSilent(record)) return false;
    if (record.state === "recovered") {
      if (record.told === "open") {
        this.#emit("recovered", record);
        return true;
      }
      return false;
    }
    const { step } = record.finding;
    const isWorse = step !== undefined && record.toldStep !== undefined && step > record.toldStep;
    if (record.told === "open" && !isWorse) return false;
    this.#emit("raised", record);
    record.toldStep = step;
    return true;
  }

  #emit(type: SingleEvent["type"], record: AlertRecord): void {
    record.told = type === "recovered" ? "over" : "open";
    record.toldAt = this.#options.now();
    this.#options.onEvent({ type, alert: this.#alertOf(record) });
  }

  #alertOf(record: AlertRecord): Alert {
    return alertOf(record, this.mutes.until(recordKey(record), this.#options.now()));
  }
}

function newRecord(controller: string | null, finding: Finding, state: AlertRecord["state"], now: number): AlertRecord {
  return {
    controller,
    finding,
    state,
    since: now,
    count: 0,
    acknowledged: false,
    flapping: false,
    raises: [],
    told: "nothing",
    severity: finding.severity ?? kinds[finding.kind].severity,
  };
}

function unknownKey(key: string, known: readonly string[]): ControllerError {
  const hint = didYouMean(key, known) || ".";
  return new ControllerError("not-found", `There is no alert ${JSON.stringify(key)}${hint}`, { effect: "none" });
}
