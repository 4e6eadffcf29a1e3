import { peer, startEmbeddedBroker, startMosquitto } from "@pointsman/simulator/testing";

/** A broker of a test's own. */
export interface TestBroker {
  readonly url: string;
  stop(): Promise<void>;
}

/** Every broker and protocol version that the bridge must serve; the real one where it is installed (or required). */
export const brokerKinds: readonly {
  name: string;
  protocol: 4 | 5;
  connection: string;
  start: () => Promise<TestBroker>;
}[] = [
  { name: "the embedded broker, MQTT 3.1.1", protocol: 4, connection: "mqtt 3.1.1", start: startEmbeddedBroker },
  ...(peer("mosquitto") === undefined
    ? []
    : ([
        { name: "mosquitto, MQTT 5", protocol: 5, connection: "mqtt 5", start: startMosquitto },
        { name: "mosquitto, MQTT 3.1.1", protocol: 4, connection: "mqtt 3.1.1", start: startMosquitto },
      ] as const)),
];
