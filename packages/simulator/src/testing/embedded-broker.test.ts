import { expect, it } from "vitest";
import { startEmbeddedBroker } from "./embedded-broker.ts";

it("an embedded broker keeps the newest payload of each topic and tells who listens", async () => {
  const broker = await startEmbeddedBroker();
  const heard: string[] = [];
  const leave = broker.onMessage((topic, payload) => heard.push(`${topic}=${payload}`));
  await broker.publish("a", "1");
  await broker.publish("a", "2");
  await broker.publish("b", "3");
  await broker.publish("b", "");
  leave();
  await broker.publish("c", "4");
  expect(heard).toEqual(["a=1", "a=2", "b=3", "b="]);
  expect([...broker.topics]).toEqual([
    ["a", "2"],
    ["c", "4"],
  ]);
  await broker.stop();
});
