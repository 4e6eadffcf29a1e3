import { Socket } from "node:net";
import mqtt, { type IClientOptions, type IClientSubscribeOptions, type IPublishPacket, type MqttClient } from "mqtt";
import { Backoff, type BackoffOptions } from "./backoff.ts";
import { ClientWire } from "./client-wire.ts";
import {
  type BrokerOptions,
  describeFailure,
  type DialFailure,
  dialOptions,
  dialReason,
  isVersionRefusal,
  takenOver,
} from "./dial.ts";
import type { LoginWatch } from "./login-watch.ts";
import type { Message } from "./message.ts";
import type { Wire } from "./publisher.ts";

export interface Incoming {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  /** MQTT 5: where the asker wants the answer. */
  readonly responseTopic?: string;
  readonly correlationData?: Buffer;
}

/** What this broker speaks and takes; `maxPacket` in bytes. */
export interface Session {
  readonly protocol: 5 | 4;
  readonly maxPacket: number;
}

export interface ConnectionEvents {
  /** A connection is up; `wire` works until `down`. Runs before anything else arrives. */
  up(wire: Wire, session: Session): void;
  /** Once per loss, with the reason in one sentence. */
  down(reason: string): void;
  /** The broker refused one publish (an ACL, a quota) and the connection stands. */
  refused(topic: string, reason: string): void;
  message(message: Incoming): void;
}

export interface ConnectionOptions extends BrokerOptions {
  readonly will: Message;
  readonly subscriptions: readonly string[];
  /** What is heard with the retained messages and our own; a broker that refuses these does without. */
  readonly shared?: readonly string[];
  readonly backoff?: Partial<BackoffOptions>;
  /** What lets us in, read anew for each attempt and dialled anew where it changed; default: what stands in these options. */
  readonly login?: LoginWatch;
}

const willDelaySeconds = 5;
const defaultMaxPacket = 1_000_000;

/**
 * One connection to a broker that is kept up. Each attempt is a client of its own: no packet of a dead session is ever
 * replayed, and the fallback to 3.1.1 is just another attempt.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  #client: MqttClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #backoff: Backoff;
  #protocol: 5 | 4;
  #closed = false;
  /** Why we hang up ourselves. */
  #redial: string | undefined;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
    this.#backoff = new Backoff(options.backoff);
    this.#protocol = options.protocol ?? 5;
  }

  start(): void {
    this.#options.login?.start(() => this.#dialAnew("the login or the certificates of the broker changed"));
    this.#connect();
  }

  /** Sends the farewell messages where a connection is up, then disconnects. Bounded by `graceMs`. */
  async stop(farewell: readonly Message[], graceMs: number): Promise<void> {
    this.#closed = true;
    this.#options.login?.stop();
    clearTimeout(this.#timer);
    const client = this.#client;
    if (client === undefined) return;
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    if (client.connected) {
      const wire = this.#wireOf(client);
      await Promise.race([Promise.allSettled(farewell.map((message) => wire.publish(message))), deadline]);
      await Promise.race([client.endAsync().catch(() => undefined), deadline]);
    }
    client.end(true);
  }

  /** Hears one more topic in this session, without what is retained on it; a broker that refuses it does without. */
  hear(topic: string): void {
    if (this.#client?.connected === true) void this.#client.subscribeAsync(topic, this.#quietly).catch(() => undefined);
  }

  #connect(): void {
    let client: MqttClient;
    try {
      client = mqtt.connect(this.#options.url, this.#clientOptions());
    } catch (error) {
      // A certificate or key that does not parse is refused before anything is sent.
      this.#events.down(describeFailure(error));
      this.#retry(dialReason(error));
      return;
    }
    this.#follow(client);
  }

  #follow(client: MqttClient): void {
    this.#client = client;
    let reason = "the broker closed the connection";
    let failure: DialFailure = "other";
    let isUp = false;
    const wire = this.#wireOf(client);
    client.on("connect", (connack) => {
      // An answer follows the acknowledgement of its command at once: it must not wait 40 ms for the broker's next ACK.
      if (client.stream instanceof Socket) client.stream.setNoDelay(true);
      const maxPacket = Math.min(connack.properties?.maximumPacketSize ?? defaultMaxPacket, defaultMaxPacket);
      void this.#subscribe(client).then((refusal) => {
        // Stopped, or lost, while the subscriptions were on their way: whoever comes late must not say "online".
        if (this.#closed || !client.connected) return;
        if (refusal !== undefined) {
          reason = refusal;
          client.end(true);
          return;
        }
        isUp = true;
        this.#backoff.up();
        // Before the birth, whose echo tells that the broker came to these.
        const { shared = [] } = this.#options;
        if (shared.length > 0) void client.subscribeAsync([...shared], { qos: 1 }).catch(() => undefined);
        this.#events.up(wire, { protocol: this.#protocol, maxPacket });
      });
    });
    client.on("message", (topic, payload, packet) => this.#events.message(incoming(topic, payload, packet)));
    client.on("error", (error) => {
      if (this.#options.protocol === undefined && this.#protocol === 5 && isVersionRefusal(error)) this.#protocol = 4;
      else [reason, failure] = [describeFailure(error), dialReason(error)];
    });
    client.on("disconnect", ({ reasonCode }) => {
      if (reasonCode === takenOver) [reason, failure] = [describeFailure({ code: reasonCode }), "taken-over"];
    });
    client.once("close", () => {
      client.removeAllListeners();
      wire.lose();
      // A late error of a client that is given up must not end the process.
      client.on("error", () => undefined);
      client.end(true);
      if (this.#closed || this.#client !== client) return;
      if (this.#redial !== undefined) reason = this.#redial;
      this.#redial = undefined;
      const meaning = this.#backoff.judge(failure);
      if (meaning !== failure) reason = describeFailure({ code: takenOver });
      if (isUp || this.#backoff.attempt === 0) this.#events.down(reason);
      this.#retry(meaning);
    });
  }

  /** Hangs up properly, so that no will speaks, and dials anew; does nothing where no connection is up. */
  #dialAnew(reason: string): void {
    const client = this.#client;
    if (this.#closed || client?.connected !== true || this.#redial !== undefined) return;
    this.#redial = reason;
    client.end();
  }

  #retry(failure: DialFailure): void {
    this.#timer = setTimeout(() => this.#connect(), this.#backoff.waitMs(failure));
  }

  #wireOf(client: MqttClient): ClientWire {
    return new ClientWire(client, {
      protocol: this.#protocol,
      refused: (topic, reason) => this.#events.refused(topic, reason),
    });
  }

  /** Retained commands are ignored anyway; `rh: 2` spares the broker the replay where it speaks MQTT 5. */
  get #quietly(): IClientSubscribeOptions {
    return this.#protocol === 5 ? { qos: 1, nl: true, rh: 2 } : { qos: 1 };
  }

  async #subscribe(client: MqttClient): Promise<string | undefined> {
    try {
      await client.subscribeAsync([...this.#options.subscriptions], this.#quietly);
    } catch (error) {
      return `the broker refused the subscriptions: ${describeFailure(error)}`;
    }
    return undefined;
  }

  #clientOptions(): IClientOptions {
    const { will } = this.#options;
    const isV5 = this.#protocol === 5;
    return {
      ...dialOptions({ ...this.#options, ...this.#options.login?.take() }, this.#protocol),
      // With the delay a drop and return within it shows no "offline" in anybody's history.
      ...(isV5 ? { properties: { sessionExpiryInterval: willDelaySeconds } } : {}),
      will: {
        topic: will.topic,
        payload: Buffer.from(will.payload),
        qos: will.qos,
        retain: will.retain,
        ...(isV5 ? { properties: { willDelayInterval: willDelaySeconds } } : {}),
      },
    };
  }
}

function incoming(topic: string, payload: Buffer, packet: IPublishPacket): Incoming {
  const { responseTopic, correlationData } = packet.properties ?? {};
  return {
    topic,
    payload,
    retain: packet.retain,
    ...(responseTopic === undefined ? {} : { responseTopic }),
    ...(correlationData === undefined ? {} : { correlationData }),
  };
}
