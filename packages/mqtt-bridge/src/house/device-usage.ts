import { isIPv6 } from "node:net";
import { coreItself, type Engines, type Usage } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { nameHash } from "../names/slug.ts";

/** Bytes up and down. */
interface Bytes {
  readonly up: number;
  readonly down: number;
}

/** A device of the house, and what it used. */
export interface HouseDevice {
  /** What tells it apart for good. Stands in no topic: it may be a hardware address. */
  readonly key: string;
  /** Start of the key's hash. */
  readonly hash: string;
  readonly slug: string;
  readonly name: string;
  readonly today: Bytes;
  readonly month: Bytes;
}

export interface DeviceUsageOptions {
  readonly engines: Pick<Engines, "usage" | "devices">;
  readonly controller: string;
  /** So many devices at most, those with a name before those that used most. */
  readonly max: number;
  /** The ledger is asked at most so often, ms. */
  readonly everyMs: number;
  readonly now: () => number;
}

const spans = ["today", "month"] as const;
type Span = (typeof spans)[number];

/** What each device used today and this month, from the ledger. */
export class DeviceUsage {
  readonly #options: DeviceUsageOptions;
  /** Who was shown once stays: an entity that comes and goes is worse than one that says nothing new. */
  readonly #shown = new Set<string>();
  readonly #highest: Record<Span, Highest> = { today: new Highest(), month: new Highest() };
  #devices: readonly HouseDevice[] = [];
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: DeviceUsageOptions) {
    this.#options = options;
  }

  /** None where nobody counts. */
  read(): readonly HouseDevice[] {
    const { engines, everyMs, now } = this.#options;
    if (engines.usage === undefined || now() - this.#readAt < everyMs) return this.#devices;
    this.#readAt = now();
    try {
      this.#devices = this.#ask(engines.usage);
    } catch {
      // A ledger that cannot be read says so itself; what it said last still stands.
    }
    return this.#devices;
  }

  #ask(usage: NonNullable<Engines["usage"]>): HouseDevice[] {
    const { controller } = this.#options;
    const [today, month] = spans.map((since) =>
      this.#highest[since].of(usage.usage({ by: "device", since, controller })),
    ) as [ReadonlyMap<string, Bytes>, ReadonlyMap<string, Bytes>];
    return this.#keys(month).map((key) => {
      const hash = nameHash(key).slice(0, 12);
      return {
        key,
        hash,
        slug: `d-${hash}`,
        name: this.#nameOf(key) ?? key,
        today: today.get(key) ?? nothing,
        month: month.get(key) ?? nothing,
      };
    });
  }

  /** `month` has the largest first. */
  #keys(month: ReadonlyMap<string, Bytes>): string[] {
    const known = this.#options.engines.devices?.list().map(({ key }) => key) ?? [];
    const candidates = [...new Set([...month.keys(), ...known])].filter((key) => key !== "" && key !== coreItself);
    const named = candidates.filter((key) => this.#nameOf(key) !== undefined);
    // Without a name, an address of IPv6 is a guest of one day.
    const others = candidates.filter((key) => this.#nameOf(key) === undefined && month.has(key) && !isIPv6(key));
    for (const key of [...named, ...others]) {
      if (this.#shown.size >= this.#options.max) break;
      this.#shown.add(key);
    }
    return [...this.#shown];
  }

  #nameOf(key: string): string | undefined {
    return this.#options.engines.devices?.nameOf(key);
  }
}

const nothing: Bytes = { up: 0, down: 0 };

/** Sums that never fall within their span: a ledger that lost its last minute in a crash is no reset. */
class Highest {
  #since = Number.NaN;
  readonly #sums = new Map<string, Bytes>();

  of({ rows, since }: Usage): ReadonlyMap<string, Bytes> {
    if (since !== this.#since) this.#sums.clear();
    this.#since = since;
    for (const { key, upload, download } of rows) {
      const before = this.#sums.get(key) ?? nothing;
      this.#sums.set(key, { up: Math.max(before.up, upload), down: Math.max(before.down, download) });
    }
    return this.#sums;
  }
}

const megabyte = 1_000_000;

/** In whole megabytes, so that a device that sleeps writes nothing. */
export function deviceStates(topics: ControllerTopics, devices: readonly HouseDevice[], everyMs: number): Message[] {
  return devices.map(({ slug, name, today, month }) => {
    const whole = (bytes: number): number => Math.floor(bytes / megabyte) * megabyte;
    const payload = {
      id: slug,
      name,
      today: whole(today.up + today.down),
      today_up: whole(today.up),
      today_down: whole(today.down),
      month: whole(month.up + month.down),
      month_up: whole(month.up),
      month_down: whole(month.down),
    };
    return retained(topics.device(slug), JSON.stringify(payload), { everyMs });
  });
}
