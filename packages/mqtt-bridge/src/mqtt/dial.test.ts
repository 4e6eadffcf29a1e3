import { expect, test } from "vitest";
import { brokerOf, dialOptions } from "./dial.ts";
import { mqttConfig } from "../config.ts";

test("a dial makes one attempt, and lets the library keep nothing that it can do without", () => {
  const config = mqttConfig.parse({ url: "mqtts://broker", username: "me", tls: { ca: "CA", insecure: true } });
  expect(dialOptions(brokerOf(config, "id"), 5)).toMatchObject({
    clientId: "id",
    protocolVersion: 5,
    reconnectPeriod: 0,
    queueQoSZero: false,
    writeCache: false,
    username: "me",
    ca: "CA",
    rejectUnauthorized: false,
  });
});
