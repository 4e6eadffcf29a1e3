import { describe, expect, it } from "vitest";
import { mqttConfig, type MqttConfigInput } from "../config.ts";
import { brokerOf, dialOptions } from "./dial.ts";

const dial = (config: Partial<MqttConfigInput>) =>
  dialOptions(brokerOf(mqttConfig.parse({ url: "mqtts://broker", ...config }), "attic"), 5);

describe("what a broker is dialled with", () => {
  it("is TLS 1.2 at least, and a certificate that must be trusted, also over WebSocket", () => {
    expect(dial({})).toMatchObject({
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      wsOptions: { minVersion: "TLSv1.2" },
    });
    expect(dial({}).servername).toBeUndefined();
  });

  it("is what the config says of TLS", () => {
    const tls = { ca: "ca", cert: "cert", key: "key", insecure: true } as const;
    expect(dial({ tls: { ...tls, "server-name": "broker.lan", "min-version": "TLSv1.3" } })).toMatchObject({
      ca: "ca",
      cert: "cert",
      key: "key",
      rejectUnauthorized: false,
      servername: "broker.lan",
      minVersion: "TLSv1.3",
      wsOptions: { servername: "broker.lan", minVersion: "TLSv1.3" },
    });
  });

  it("is one attempt, and lets the library keep nothing that it can do without", () => {
    expect(dial({ username: "me" })).toMatchObject({
      clientId: "attic",
      protocolVersion: 5,
      reconnectPeriod: 0,
      queueQoSZero: false,
      clean: true,
      writeCache: false,
      username: "me",
    });
  });
});
