import type { Bridge, BridgeOptions } from "./bridge-options.ts";
import { BridgeParts } from "./bridge-parts.ts";
import { type MqttConfig, mqttConfig } from "./config.ts";
import type { Incoming, Session } from "./mqtt/connection.ts";
import { type Message, retained } from "./mqtt/message.ts";
import type { Wire } from "./mqtt/publisher.ts";

/** How long what runs may take to be answered when the bridge stops, and a farewell, in ms. */
const answersMs = 1000;
const farewellMs = 3000;

/** Starts at once and never fails for a broker that is away: it is tried again for ever. */
export function startBridge(options: BridgeOptions): Bridge {
  const config = mqttConfig.parse(options.config);
  return new MqttBridge(config, options);
}

/** A bridge, as the package itself sees it. */
export class MqttBridge implements Bridge {
  readonly #parts: BridgeParts;
  #state: Bridge["connection"] = "connecting";
  #stopping: Promise<void> | undefined;
  #staysOnline = false;

  constructor(config: MqttConfig, options: BridgeOptions) {
    this.#parts = new BridgeParts(config, options, {
      connection: () => this.#state,
      announce: (raises) => this.#announce(raises),
      rediscover: () => this.#rediscover(),
      up: (wire, session) => this.#up(wire, session),
      down: (reason) => this.#down(reason),
      take: (message) => this.#take(message),
    });
    this.#parts.connection.start();
    this.#parts.desk.start();
    this.#parts.driven.start();
  }

  get connection(): Bridge["connection"] {
    return this.#state;
  }

  /** Everything was told, and has left. */
  get isTold(): boolean {
    const { driven, publisher } = this.#parts;
    return this.#state.startsWith("mqtt") && driven.isTold && publisher.isIdle;
  }

  /** Controllers that another process drives. */
  get others(): readonly string[] {
    const { driven } = this.#parts;
    return driven.ids.filter((id) => driven.driver(id) === "other");
  }

  /** Ends without a goodbye: what it told stays as it is, until somebody tells something else. */
  leave(): Promise<void> {
    this.#staysOnline = true;
    return this.stop();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #rediscover(): void {
    const { homeAssistant, silence } = this.#parts;
    homeAssistant.restore();
    if (!silence.isKept) return this.#announce();
    silence.end();
    this.#session();
  }

  #up(wire: Wire, { protocol, maxPacket }: Session): void {
    if (this.#stopping !== undefined) return;
    const { log, publisher, homeAssistant, desk, silence, topics } = this.#parts;
    this.#state = protocol === 5 ? "mqtt 5" : "mqtt 3.1.1";
    log.info(`connected to the broker (${this.#state})`);
    publisher.attach(homeAssistant.up(wire, protocol), maxPacket);
    desk.up(this.#state);
    // The will may have spoken meanwhile.
    if (silence.isKept) publisher.offer([retained(topics.bridgeState, "")]);
    else this.#session();
  }

  /** Everything as if nobody knew anything of this bridge. */
  #session(): void {
    const { desk, driven, sweeper } = this.#parts;
    this.#announce();
    desk.again();
    driven.up();
    sweeper.up();
  }

  #down(reason: string): void {
    if (this.#state === "stopped") return;
    const { log, publisher, homeAssistant, driven, router } = this.#parts;
    this.#state = "connecting";
    publisher.detach();
    driven.down();
    router.down();
    homeAssistant.down();
    log.warn(`not connected to the broker: ${reason}; trying again`);
  }

  #announce(raises = false): void {
    const { topics, homeAssistant, driven } = this.#parts;
    this.#parts.offer([retained(topics.bridgeState, "online", { force: true, urgent: true })]);
    homeAssistant.announceSelf();
    driven.announce(raises);
  }

  #take(message: Incoming): void {
    if (this.#stopping !== undefined) return;
    const { driven, router, desk, homeAssistant } = this.#parts;
    [driven, router, desk, homeAssistant].some((taker) => taker.take(message));
  }

  async #end(): Promise<void> {
    const { homeAssistant, sweeper, desk, router, publisher, driven, connection, memory, houses } = this.#parts;
    homeAssistant.down();
    sweeper.stop();
    desk.stop();
    // The answers to what runs must leave, too.
    const answered = router.stop().then(() => publisher.idle());
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, answersMs).unref())]);
    await driven.stop();
    publisher.detach();
    this.#state = "stopped";
    const farewell = this.#farewell();
    driven.down();
    await connection.stop(farewell, farewellMs);
    for (const message of farewell) memory.note(message);
    memory.close();
    houses.close();
  }

  /** The last words of a bridge; none where it was told to keep silent. */
  #farewell(): readonly Message[] {
    const { silence, driven, topics } = this.#parts;
    if (silence.isKept) return [];
    return this.#staysOnline ? driven.release() : [...driven.farewell(), retained(topics.bridgeState, "offline")];
  }
}
