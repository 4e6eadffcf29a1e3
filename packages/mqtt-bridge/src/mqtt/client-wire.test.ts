import type { MqttClient } from "mqtt";
import { describe, expect, it } from "vitest";
import { ClientWire } from "./client-wire.ts";
import { measured, retained } from "./message.ts";

type Answer = (error?: Error) => void;

/** A client whose broker answers when it is told to. */
function fakeClient() {
  const answers: Answer[] = [];
  const packets: unknown[] = [];
  const client = {
    connected: true,
    publish: (topic: string, payload: string, options: object, answer: Answer) => {
      packets.push({ topic, payload, ...options });
      answers.push(answer);
    },
  };
  const refused: string[] = [];
  const wire = (protocol: 5 | 4) =>
    new ClientWire(client as unknown as MqttClient, {
      protocol,
      refused: (topic, reason) => refused.push(`${topic}: ${reason}`),
    });
  return { client, answers, packets, refused, wire };
}

describe("a client as a wire", () => {
  it("takes properties only to a broker that speaks MQTT 5", () => {
    const { packets, wire } = fakeClient();
    const message = measured("home/speed", "7", 1000);
    void wire(5).publish(message);
    void wire(4).publish(message);
    const plain = { topic: "home/speed", payload: "7", qos: 0, retain: true };
    expect(packets).toEqual([{ ...plain, properties: message.properties }, plain]);
  });

  it("tells of a refusal and goes on while the connection stands", async () => {
    const { answers, refused, wire } = fakeClient();
    const sent = wire(5).publish(retained("home/mode", "rule"));
    answers[0]?.(new Error("not authorised"));
    await sent;
    expect(refused).toEqual(["home/mode: not authorised"]);
  });

  it("rejects with the connection, whether the client says so or forgets it", async () => {
    const { client, answers, refused, wire } = fakeClient();
    const home = wire(5);
    const [told, forgotten] = [home.publish(retained("home/a", "1")), home.publish(measured("home/b", "2", 0))];
    client.connected = false;
    answers[0]?.(new Error("connection closed"));
    home.lose();
    await expect(told).rejects.toThrow("connection closed");
    await expect(forgotten).rejects.toThrow("lost");
    await expect(home.publish(retained("home/c", "3"))).rejects.toThrow("lost");
    expect(refused).toEqual([]);
  });
});
