import { expect, it } from "vitest";
import type { Message } from "../mqtt/message.ts";
import { Silence } from "./silence.ts";

it("empties what this installation retains, devices first, and leaves alone what another bridge keeps", async () => {
  const done: string[] = [];
  const silence = new Silence({
    memory: {
      topics: new Set(["pointsman/home/mode", "pointsman/cabin/mode"]),
      discoveries: new Set(["homeassistant/device/pointsman_home_core/config"]),
    },
    publisher: {
      clear: () => void done.push("clear"),
      idle: async () => void done.push("idle"),
      offer: (messages: Iterable<Message>) => {
        for (const { topic, payload, retain } of messages) done.push(`${topic}=${payload}${retain}`);
      },
    },
    isAnothers: (topic) => topic.startsWith("pointsman/cabin/"),
  });
  expect(silence.isKept).toBe(false);
  expect(await silence.begin()).toBe(2);
  expect(silence.isKept).toBe(true);
  expect(done).toEqual([
    "clear",
    "idle",
    "homeassistant/device/pointsman_home_core/config=true",
    "pointsman/home/mode=true",
    "idle",
  ]);
  silence.end();
  expect(silence.isKept).toBe(false);
});
