import type { Message } from "./message.ts";

/** Where messages go; `connection.ts` in life, an array in tests. Rejects when the connection is lost meanwhile. */
export interface Wire {
  publish(message: Message): Promise<void>;
}

export interface PublisherOptions {
  /** Bytes; a larger payload never leaves, as a broker answers it by closing the connection. */
  readonly maxPayload: number;
  /** A value that did not change is sent again after this time (ms), so that a lost retained state heals. */
  readonly heartbeatMs: number;
  readonly now: () => number;
  /** Told once per topic of what was too large to send. */
  readonly onOversize: (topic: string, bytes: number) => void;
  /** Told of each message that the broker has now. */
  readonly onSent?: (message: Message) => void;
}

export interface PublisherCounters {
  readonly sent: number;
  /** Not sent, as the broker has the same bytes. */
  readonly unchanged: number;
  readonly oversize: number;
  /** Messages that wait: for the broker, or for their time. */
  readonly waiting: number;
  /** Answers and events that were given up, as too much waited for a broker that does not read. */
  readonly shed: number;
}

/** What every common broker takes, in bytes. */
export const maxPayload = 1_000_000;

/** Fixed header, lengths, packet id and our MQTT 5 properties, generously. */
const packetOverhead = 256;
/** Of values only the newest waits; of answers and events so many bytes at most. */
const maxLooseBytes = 4_194_304;
/**
 * So many parts of an announcement are under way together: an acknowledgement takes 40 ms where the broker collects small
 * packets (mosquitto does), and fourteen parts more than half a second. Brokers take twenty.
 */
const maxParts = 8;
/** So many bytes that wait are a broker that does not keep up, or the announcement of a large house. */
const pressureBytes = 1_048_576;

/** A message on its way, with the bytes of its payload. */
interface Waiting {
  readonly message: Message;
  readonly bytes: number;
}

/**
 * Sends what changed, in order, one at a time but for parts of an announcement; of values that wait only the newest of each topic. A message offered again moves behind what was offered after it, so "options, then state" holds.
 * One at a time is back-pressure, too: while a broker does not read, one message is in the socket and the others change here.
 * Under pressure what is urgent overtakes the rest; else an answer comes behind the states that it is about.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  /** By topic for retained values; every other message stands for itself. */
  readonly #pending = new Map<string | symbol, Waiting>();
  /** Keys of what waits and is urgent. */
  readonly #urgent = new Set<string | symbol>();
  readonly #published = new Map<string, { payload: string; at: number }>();
  readonly #oversize = new Set<string>();
  #wire: Wire | undefined;
  #maxPacket = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #pump: Promise<void> | undefined;
  #waitingBytes = 0;
  #looseBytes = 0;
  #shed = 0;
  #sent = 0;
  #unchanged = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  get counters(): PublisherCounters {
    const waiting = this.#pending.size;
    return { sent: this.#sent, unchanged: this.#unchanged, oversize: this.#oversize.size, waiting, shed: this.#shed };
  }

  /**
   * A connection is there. The broker may have lost everything, so nothing counts as published any more.
   * `maxPacket` (bytes) is what this broker takes, topic and header included.
   */
  attach(wire: Wire, maxPacket = Number.POSITIVE_INFINITY): void {
    this.#wire = wire;
    this.#maxPacket = maxPacket;
    this.#published.clear();
  }

  /** Somebody else may have written below `prefix`: nothing there counts as published any more. */
  forget(prefix: string): void {
    for (const topic of this.#published.keys()) if (topic.startsWith(prefix)) this.#published.delete(topic);
  }

  /** The connection is gone, and with it what waited: whoever attaches the next one offers the present state anew. */
  detach(): void {
    this.#wire = undefined;
    this.clear();
  }

  /** Lets nothing leave that still waits. */
  clear(): void {
    this.#pending.clear();
    this.#urgent.clear();
    this.#looseBytes = this.#waitingBytes = 0;
    clearTimeout(this.#timer);
  }

  /** Nothing is kept for later while no connection is there. */
  offer(messages: Iterable<Message>): void {
    if (this.#wire === undefined) return;
    for (const message of messages) {
      const bytes = Buffer.byteLength(message.payload);
      if (!this.#fits(message, bytes)) continue;
      if (!message.retain) {
        this.#wait(Symbol(message.topic), { message, bytes });
        continue;
      }
      if (this.#isKnown(message)) {
        // The newest value equals what the broker has: an older one still waiting must not overtake it.
        this.#drop(message.topic);
        this.#unchanged += 1;
        continue;
      }
      // A repetition that was asked for stays asked for, whatever value it carries in the end.
      const isForced = message.force === true || this.#isForced(message.topic);
      this.#drop(message.topic);
      this.#wait(message.topic, { message: isForced ? { ...message, force: true } : message, bytes });
    }
    this.#shedLoose();
    this.#run();
  }

  /** Nothing is on its way: what waits, waits for its time. */
  get isIdle(): boolean {
    return this.#pump === undefined;
  }

  /** Resolves when everything due now has left, or the connection is gone. */
  async idle(): Promise<void> {
    while (this.#pump !== undefined) await this.#pump;
  }

  /** Bytes of payload that this broker takes on a topic. */
  room(topic: string): number {
    return Math.min(this.#options.maxPayload, this.#maxPacket - Buffer.byteLength(topic) - packetOverhead);
  }

  #wait(key: string | symbol, waiting: Waiting): void {
    const { message, bytes } = waiting;
    this.#pending.set(key, waiting);
    if (message.urgent === true) this.#urgent.add(key);
    this.#waitingBytes += bytes;
    if (!message.retain) this.#looseBytes += bytes;
  }

  #drop(key: string | symbol): void {
    const waiting = this.#pending.get(key);
    if (waiting === undefined) return;
    const { message, bytes } = waiting;
    this.#pending.delete(key);
    this.#urgent.delete(key);
    this.#waitingBytes -= bytes;
    if (!message.retain) this.#looseBytes -= bytes;
  }

  /** A broker that does not read must not fill our memory with answers that nobody waits for any more. */
  #shedLoose(): void {
    if (this.#looseBytes <= maxLooseBytes) return;
    for (const [key, { message }] of this.#pending) {
      if (message.retain) continue;
      this.#drop(key);
      this.#shed += 1;
      if (this.#looseBytes <= maxLooseBytes) return;
    }
  }

  #fits(message: Message, bytes: number): boolean {
    if (bytes + (message.properties?.correlationData?.byteLength ?? 0) <= this.room(message.topic)) return true;
    if (!this.#oversize.has(message.topic)) this.#options.onOversize(message.topic, bytes);
    this.#oversize.add(message.topic);
    return false;
  }

  #isKnown(message: Message): boolean {
    const last = this.#published.get(message.topic);
    if (last === undefined || message.force === true || this.#isForced(message.topic)) return false;
    const isSame = last.payload === message.payload || message.holds?.(last.payload) === true;
    return isSame && this.#options.now() - last.at < this.#options.heartbeatMs;
  }

  /** What waits on a topic is sent even where the broker has it. */
  #isForced(topic: string): boolean {
    return this.#pending.get(topic)?.message.force === true;
  }

  #run(): void {
    if (this.#pump !== undefined || this.#wire === undefined) return;
    this.#pump = this.#drain(this.#wire).finally(() => {
      this.#pump = undefined;
      // Offered, or reconnected, while the last message was on its way.
      if (this.#wire !== undefined && this.#nextDue() <= this.#options.now()) this.#run();
    });
  }

  async #drain(wire: Wire): Promise<void> {
    clearTimeout(this.#timer);
    const underWay = new Set<Promise<void>>();
    for (let message = this.#takeDue(); message !== undefined && this.#wire === wire; message = this.#takeDue()) {
      // Noted before it arrives: an older value offered meanwhile is news again.
      if (message.retain) this.#published.set(message.topic, { payload: message.payload, at: this.#options.now() });
      const leaving = this.#send(message, wire).finally(() => underWay.delete(leaving));
      underWay.add(leaving);
      const most = message.isPart === true ? maxParts : 1;
      while (underWay.size >= most) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    const due = this.#nextDue();
    if (due === Number.POSITIVE_INFINITY || this.#wire !== wire) return;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, due - this.#options.now()));
    this.#timer.unref();
  }

  async #send(message: Message, wire: Wire): Promise<void> {
    try {
      await wire.publish(message);
    } catch {
      // The connection is gone, though nobody said so yet.
      if (this.#wire === wire) this.detach();
      return;
    }
    this.#sent += 1;
    this.#options.onSent?.(message);
  }

  #takeDue(): Message | undefined {
    const first = this.#waitingBytes > pressureBytes ? this.#takeFrom(this.#urgent) : undefined;
    return first ?? this.#takeFrom(this.#pending.keys());
  }

  #takeFrom(keys: Iterable<string | symbol>): Message | undefined {
    const now = this.#options.now();
    for (const key of keys) {
      const message = this.#pending.get(key)?.message;
      if (message === undefined || this.#dueAt(message) > now) continue;
      this.#drop(key);
      return message;
    }
    return undefined;
  }

  #dueAt(message: Message): number {
    const last = this.#published.get(message.topic);
    return last === undefined || message.force === true ? 0 : last.at + (message.everyMs ?? 0);
  }

  #nextDue(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { message } of this.#pending.values()) next = Math.min(next, this.#dueAt(message));
    return next;
  }
}
