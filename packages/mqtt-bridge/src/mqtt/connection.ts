import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { Message } from "./message.ts";
import type { Wire } from "./publisher.ts";

/** The broker and how to reach it. */
export interface BrokerOptions {
  /** `mqtt:`, `mqtts:`, `ws:` or `wss:`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly clientId: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly insecure?: boolean };
  /** Default: 5 first, 3.1.1 where the broker does not speak it. */
  readonly protocol?: 5 | 4;
}

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
  /** First and longest wait between two attempts, ms. Default 1,000 and 60,000. */
  readonly backoff?: { readonly firstMs: number; readonly maxMs: number };
}

const willDelaySeconds = 5;
const defaultMaxPacket = 1_000_000;
const connectTimeoutMs = 10_000;

/**
 * One connection to a broker that is kept up. Each attempt is a client of its own: no packet of a dead session is ever
 * replayed, and the fallback to 3.1.1 is just another attempt.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  #client: MqttClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #attempt = 0;
  #protocol: 5 | 4;
  #closed = false;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
    this.#protocol = options.protocol ?? 5;
  }

  start(): void {
    this.#connect();
  }

  /** Sends the farewell messages where a connection is up, then disconnects. Bounded by `graceMs`. */
  async stop(farewell: readonly Message[], graceMs: number): Promise<void> {
    this.#closed = true;
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

  #connect(): void {
    let client: MqttClient;
    try {
      client = mqtt.connect(this.#options.url, this.#clientOptions());
    } catch (error) {
      // A certificate or key that does not parse is refused before anything is sent.
      this.#events.down(describeFailure(error));
      this.#retry();
      return;
    }
    this.#follow(client);
  }

  #follow(client: MqttClient): void {
    this.#client = client;
    let reason = "the broker closed the connection";
    let isUp = false;
    client.on("connect", (connack) => {
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
        this.#attempt = 0;
        this.#events.up(this.#wireOf(client), { protocol: this.#protocol, maxPacket });
      });
    });
    client.on("message", (topic, payload, packet) => this.#events.message(incoming(topic, payload, packet)));
    client.on("error", (error) => {
      if (this.#options.protocol === undefined && this.#protocol === 5 && isVersionRefusal(error)) this.#protocol = 4;
      else reason = describeFailure(error);
    });
    client.once("close", () => {
      client.removeAllListeners();
      // A late error of a client that is given up must not end the process.
      client.on("error", () => undefined);
      client.end(true);
      if (this.#closed || this.#client !== client) return;
      if (isUp || this.#attempt === 0) this.#events.down(reason);
      this.#retry();
    });
  }

  #retry(): void {
    const { firstMs, maxMs } = this.#options.backoff ?? { firstMs: 1000, maxMs: 60_000 };
    const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(this.#attempt, 16));
    this.#attempt += 1;
    // Full jitter: a house full of clients must not knock at a broker that just came back all at once.
    this.#timer = setTimeout(() => this.#connect(), firstMs / 4 + Math.random() * ceiling);
  }

  #wireOf(client: MqttClient): Wire {
    return {
      publish: async ({ topic, payload, qos, retain, properties }) => {
        const v5 = this.#protocol === 5 && properties !== undefined ? { properties: { ...properties } } : {};
        try {
          await client.publishAsync(topic, payload, { qos, retain, ...v5 });
        } catch (error) {
          if (!client.connected) throw error;
          this.#events.refused(topic, describeFailure(error));
        }
      },
    };
  }

  async #subscribe(client: MqttClient): Promise<string | undefined> {
    try {
      // Retained commands are ignored anyway; `rh: 2` spares the broker the replay where it speaks MQTT 5.
      await client.subscribeAsync(
        [...this.#options.subscriptions],
        this.#protocol === 5 ? { qos: 1, nl: true, rh: 2 } : { qos: 1 },
      );
      return undefined;
    } catch (error) {
      return `the broker refused the subscriptions: ${describeFailure(error)}`;
    }
  }

  #clientOptions(): IClientOptions {
    const { username, password, clientId, tls, will } = this.#options;
    const isV5 = this.#protocol === 5;
    return {
      clientId,
      protocolVersion: this.#protocol,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: connectTimeoutMs,
      keepalive: 30,
      queueQoSZero: false,
      resubscribe: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
      ...(tls?.cert === undefined ? {} : { cert: tls.cert }),
      ...(tls?.key === undefined ? {} : { key: tls.key }),
      rejectUnauthorized: tls?.insecure !== true,
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

/** MQTT 5's "unsupported protocol version" (132) and 3.1.1's (1), by code where there is one. */
function isVersionRefusal(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 132 || code === 1 || /protocol version/i.test(String(message));
}

/** One sentence that names the mend and never the password. */
function describeFailure(error: unknown): string {
  const { code, message } = error as { code?: string | number; message?: string };
  if (code === "ECONNREFUSED") return "nothing listens at the broker's address";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the broker's host name is not known";
  if (code === 4 || code === 5 || code === 134 || code === 135)
    return "the broker refuses the user name or the password";
  if (code === 142) return "another client took over this client id: two bridges run with the same instance";
  if (typeof code === "string" && /CERT|SELF_SIGNED|ISSUER|VERIFY/.test(code))
    return "the broker's certificate is not trusted: set mqtt.tls.ca-file";
  return message === undefined || message === "" ? "the connection failed" : message;
}
