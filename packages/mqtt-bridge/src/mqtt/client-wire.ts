import type { MqttClient } from "mqtt";
import { describeFailure } from "./dial.ts";
import type { Message } from "./message.ts";
import type { Wire } from "./publisher.ts";

export interface ClientWireOptions {
  readonly protocol: 5 | 4;
  /** The broker refused one publish (an ACL, a quota) and the connection stands. */
  readonly refused: (topic: string, reason: string) => void;
}

/**
 * One client's life as a wire. The library never answers for a QoS 0 message that waits for room in a socket which then
 * goes, and whoever sends one at a time would wait for ever: `lose` answers for it.
 */
export class ClientWire implements Wire {
  readonly #client: MqttClient;
  readonly #options: ClientWireOptions;
  readonly #unanswered = new Set<() => void>();
  #isLost = false;

  constructor(client: MqttClient, options: ClientWireOptions) {
    this.#client = client;
    this.#options = options;
  }

  async publish({ topic, payload, qos, retain, properties }: Message): Promise<void> {
    if (this.#isLost) throw lost();
    const v5 = this.#options.protocol === 5 && properties !== undefined ? { properties: { ...properties } } : {};
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const lose = (): void => reject(lost());
    this.#unanswered.add(lose);
    this.#client.publish(topic, payload, { qos, retain, ...v5 }, (error) => {
      if (!error) resolve();
      else if (!this.#client.connected) reject(error);
      else {
        this.#options.refused(topic, describeFailure(error));
        resolve();
      }
    });
    await promise.finally(() => this.#unanswered.delete(lose));
  }

  /** The connection is gone: what has no answer yet gets none. */
  lose(): void {
    this.#isLost = true;
    for (const reject of this.#unanswered) reject();
  }
}

function lost(): Error {
  return new Error("the connection to the broker was lost");
}
