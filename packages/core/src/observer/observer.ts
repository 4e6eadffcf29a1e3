import { setTimeout as pause } from "node:timers/promises";
import { createClientOn } from "../client/client.ts";
import { ControllerError, isControllerError } from "../client/errors.ts";
import type { Transport } from "../client/transport.ts";
import type { ControllerStreams } from "../controller/types.ts";
import type { StreamHealth, Subscription } from "../streams/types.ts";
import { abortable } from "./abortable.ts";
import { Contact } from "./contact.ts";
import { diffSnapshots } from "./diff/snapshots.ts";
import { createExistence, type Existence } from "./existence.ts";
import { checkInterest, checkParts } from "./interest.ts";
import { Measurements } from "./measurements.ts";
import { PollLoop } from "./poll-loop.ts";
import { createPolls, type PollId, pollIds, type Polls } from "./polls.ts";
import { emptySnapshot } from "./snapshot.ts";
import { type StreamPart, streamParts } from "./stream-feeds.ts";
import type { Change, Interest, Observer, Part, Reachability, Snapshot } from "./types.ts";
import { Watchers } from "./watchers.ts";

export interface ObserverOptions {
  readonly transport: Transport;
  readonly streams: ControllerStreams;
  /** The controller's name in errors. */
  readonly name: string;
  /** Deadline of each reading, ms; default each row's own. */
  readonly timeoutMs?: number | undefined;
  /** The core restarted or read its config again. */
  onNewLife?(): void;
}

export interface OwnedObserver extends Observer {
  close(): void;
}

/** The reading that brings a part. */
const pollOf: Partial<Record<Part, PollId>> = {
  version: "version",
  settings: "settings",
  groups: "proxies",
  nodes: "proxies",
  providers: "providers",
  "rule-providers": "rule-providers",
  rules: "rules",
};

/** A version changes only with a restart, which is noticed: rarely is enough. */
const versionMs = 60_000;
/** How often a core that is gone is asked, in ms, however patient the readers are. */
const lostMs = 5000;
const pingMs = 3000;
/** How long a start may take until what is there counts, in steps of `startStepMs`. */
const startSteps = 40;
const startStepMs = 250;
export function createObserver(options: ObserverOptions): OwnedObserver {
  return new LiveObserver(options);
}

class LiveObserver implements OwnedObserver {
  readonly #options: ObserverOptions;
  readonly #stop = new AbortController();
  readonly #polls: Polls;
  readonly #loops: Readonly<Record<PollId, PollLoop>>;
  readonly #pingLoop: PollLoop;
  readonly #contact: Contact;
  readonly #measurements: Measurements;
  readonly #watchers: Watchers;
  readonly #existence: Existence;
  #snapshot = emptySnapshot;

  constructor(options: ObserverOptions) {
    this.#options = options;
    this.#existence = createExistence(options);
    this.#polls = createPolls({ ...options, onLife: (life) => this.#contact.saw(life) });
    this.#loops = Object.fromEntries(pollIds.map((id) => [id, new PollLoop(() => this.#read(id))])) as Record<
      PollId,
      PollLoop
    >;
    this.#contact = new Contact({
      ping: () => this.#ping(),
      onState: (state, error) => this.#onState(state, error),
      onNewLife: (life) => void this.#onNewLife(life),
    });
    this.#pingLoop = new PollLoop(() => this.#contact.check());
    this.#measurements = new Measurements({
      streams: options.streams,
      paceOf: (part) => this.#watchers.interests.pace(part),
      onValue: (part, value) => this.#onValue(part, value),
      onRestart: () => this.#contact.sawRestart(),
      onHealth: (health) => this.#onHealth(health),
    });
    this.#watchers = new Watchers(() => this.#repace());
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  watch(interest: Interest, { signal }: { readonly signal?: AbortSignal } = {}): Subscription<Change> {
    this.#assertOpen();
    return this.#watchers.watch(checkInterest(interest), signal);
  }

  async refresh(
    parts: readonly Part[],
    { signal, maxAgeMs = 0 }: { readonly signal?: AbortSignal; readonly maxAgeMs?: number } = {},
  ): Promise<Snapshot> {
    this.#assertOpen();
    checkParts(parts);
    const polls = new Set(parts.map((part) => pollOf[part]).filter((id) => id !== undefined));
    const frames = streamParts.filter((part) => parts.includes(part));
    const readings = [...polls].map((id) => this.#loops[id].run(maxAgeMs));
    if (polls.size === 0) readings.push(this.#contact.check());
    if (frames.length > 0) readings.push(this.#contact.ensure().then(() => this.#measurements.next(frames)));
    const outcomes = await abortable(Promise.allSettled(readings), signal);
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return this.#snapshot;
  }

  exists(proxy: string, { signal = this.#stop.signal }: { readonly signal?: AbortSignal } = {}): Promise<boolean> {
    return this.#existence(proxy, signal);
  }

  close(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#watchers.close();
    this.#contact.close();
    this.#measurements.close();
    for (const loop of [...Object.values(this.#loops), this.#pingLoop]) loop.setPace(undefined);
  }

  #assertOpen(): void {
    if (!this.#stop.signal.aborted) return;
    throw new ControllerError("aborted", "The controller is closed, so it cannot be observed.");
  }

  async #read(id: PollId): Promise<void> {
    await this.#contact.ensure();
    const startedAt = performance.now();
    try {
      const update = await this.#polls[id](this.#stop.signal);
      if (update === "unasked") return;
      this.#contact.hit();
      if (update !== undefined) this.#apply(update.apply(this.#snapshot), update.changes);
    } catch (error) {
      this.#contact.failed(error, startedAt);
      throw error;
    }
  }

  /** Also waits out the start of a core, when it answers but has not applied its config. */
  async #ping(): Promise<string | undefined> {
    const { transport, name } = this.#options;
    const client = createClientOn(transport, { name });
    const { signal } = this.#stop;
    for (let step = 0; step < startSteps; step += 1) {
      try {
        return (await client.proxies.get({ proxy: "DIRECT" }, { signal, timeoutMs: pingMs })).id;
      } catch (error) {
        if (!isControllerError(error) || error.code !== "not-found") throw error;
      }
      await pause(startStepMs, undefined, { signal });
    }
    return undefined;
  }

  #apply(next: Snapshot, changes: readonly Change[] = []): void {
    const was = this.#snapshot;
    if (this.#stop.signal.aborted || (next === was && changes.length === 0)) return;
    this.#snapshot = next;
    this.#watchers.tell([...changes, ...diffSnapshots(was, next)]);
  }

  /** Interest changed: every reading at the pace of its most impatient reader, or not at all. */
  #repace(): void {
    if (this.#stop.signal.aborted) return;
    const { interests } = this.#watchers;
    const isLost = this.#snapshot.reachability === "unreachable" || this.#snapshot.reachability === "unauthorized";
    for (const id of pollIds) {
      const parts = (Object.keys(pollOf) as Part[]).filter((part) => pollOf[part] === id);
      const pace = interests.pace(...parts);
      this.#loops[id].setPace(pace === undefined || id !== "version" ? pace : Math.max(pace, versionMs));
    }
    const any = interests.fastest;
    this.#pingLoop.setPace(isLost && any !== undefined ? Math.min(any, lostMs) : interests.pace("reachability"));
    this.#measurements.repace();
  }

  #onState(reachability: Reachability, error: ControllerError | undefined): void {
    const was = this.#snapshot;
    const { error: _, lostAt = Date.now(), ...rest } = was;
    if (reachability === "reachable") {
      this.#apply({ ...rest, reachability });
      if (was.reachability !== "unknown") this.#expireAll();
    } else {
      const { traffic: _traffic, memory: _memory, connections: _connections, ...known } = rest;
      this.#apply({ ...known, reachability, lostAt, ...(error === undefined ? undefined : { error }) });
    }
    this.#repace();
  }

  #expireAll(): void {
    for (const loop of Object.values(this.#loops)) loop.expire();
    this.#measurements.retry();
  }

  async #onNewLife(life: "restarted" | "reloaded"): Promise<void> {
    this.#polls.forgetProviders();
    this.#measurements.forgetTotals();
    this.#options.onNewLife?.();
    if (life === "restarted") {
      // The change names the version that runs now, so that is read first; where it fails, the core is gone again.
      await this.#loops.version.run().catch(() => {});
      this.#apply(this.#snapshot, [{ type: "core-restarted", version: this.#snapshot.version }]);
    }
    this.#expireAll();
  }

  #onValue(part: StreamPart, value: Snapshot[StreamPart]): void {
    const { [part]: _, ...others } = this.#snapshot;
    this.#apply(value === undefined ? others : { ...others, [part]: value });
  }

  #onHealth(health: StreamHealth): void {
    if (health.state === "reconnecting") this.#contact.cut();
    else if (health.state === "live" && this.#contact.state !== "reachable") void this.#contact.check().catch(() => {});
    else if (health.state === "unauthorized") this.#contact.failed(health.error, performance.now());
  }
}
