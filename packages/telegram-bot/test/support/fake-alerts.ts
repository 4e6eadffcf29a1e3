import {
  type Alert,
  type AlertEvent,
  type AlertOf,
  type AlertsEngine,
  ControllerError,
  type Engines,
  type SingleEvent,
} from "@pointsman/core";

type FullEngine = NonNullable<Engines["alerts"]>;

/** An alerts engine that tells what the test says, with the joining of what waits left out. */
export interface FakeAlerts extends FullEngine {
  /** Something is true, or no longer. */
  raise(alert: Alert): void;
  recover(key: string, until: number): void;
  tell(event: AlertEvent): void;
  /** Keys that were muted, with minutes, and seen. */
  readonly done: string[];
  /** How many readers wait for the next event. */
  readonly waiting: number;
}

/** A node that the Proxy group uses is dead. */
export function deadNode(node: string, more: Partial<AlertOf<"node-dead">> = {}): AlertOf<"node-dead"> {
  return {
    key: `home/node-dead/${node}`,
    kind: "node-dead",
    controller: "home",
    severity: "warning",
    data: { node, groups: ["Proxy"] },
    state: "open",
    since: 1_790_000_000_000,
    count: 1,
    flapping: false,
    acknowledged: false,
    ...more,
  };
}

class FakeReader implements AsyncIterableIterator<AlertEvent> {
  readonly #queue: AlertEvent[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  constructor(signal: AbortSignal | undefined) {
    signal?.addEventListener("abort", () => {
      this.#ended = true;
      this.#wake?.();
    });
  }

  get isWaiting(): boolean {
    return this.#wake !== undefined;
  }

  push(event: AlertEvent): void {
    this.#queue.push(event);
    this.#wake?.();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<AlertEvent>> {
    while (this.#queue.length === 0 && !this.#ended) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
      this.#wake = undefined;
    }
    const value = this.#queue.shift();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }

  async return(): Promise<IteratorResult<AlertEvent>> {
    this.#ended = true;
    return { done: true, value: undefined };
  }
}

export function fakeAlerts(...initial: readonly Alert[]): FakeAlerts {
  const alerts = new Map(initial.map((alert) => [alert.key, alert]));
  const readers: FakeReader[] = [];
  const done: string[] = [];
  const tell = (event: AlertEvent): void => {
    for (const reader of readers) reader.push(event);
  };
  const known = (key: string): Alert => {
    const alert = alerts.get(key);
    if (alert === undefined) throw new ControllerError("not-found", "No such alert.");
    return alert;
  };
  return {
    done,
    get waiting() {
      return readers.filter(({ isWaiting }) => isWaiting).length;
    },
    list: () => [...alerts.values()],
    events({ signal } = {}) {
      const reader = new FakeReader(signal);
      readers.push(reader);
      return reader as unknown as ReturnType<AlertsEngine["events"]>;
    },
    mute(key, minutes) {
      const { mutedUntil: _, ...alert } = known(key);
      const until = Date.now() + minutes * 60_000;
      alerts.set(key, minutes === 0 ? alert : { ...alert, mutedUntil: until });
      done.push(`mute ${key} ${minutes}`);
      return until;
    },
    mutedUntil: (key) => alerts.get(key)?.mutedUntil,
    ack(key) {
      const alert = { ...known(key), acknowledged: true };
      alerts.set(key, alert);
      done.push(`ack ${key}`);
      return alert;
    },
    tell,
    // Nobody feeds this one.
    report() {},
    devices() {},
    quotas() {},
    ledgerTrouble() {},
    operation() {},
    raise(alert) {
      alerts.set(alert.key, alert);
      tell({ type: "raised", alert });
    },
    recover(key, until) {
      const alert = { ...known(key), state: "recovered", until } as SingleEvent["alert"];
      alerts.delete(key);
      tell({ type: "recovered", alert });
    },
  };
}
