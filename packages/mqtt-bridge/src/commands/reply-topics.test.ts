import { describe, expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { replyGuard } from "./reply-topics.ts";

const topics = topicsOf("pointsman", "attic");
const guard = (
  filters: readonly string[] = mqttConfig.parse({ url: "mqtt://broker" })["reply-topics"],
  prefix = "ha",
) => replyGuard({ base: "pointsman", prefix, filters, topics });

describe("an answer goes where the asker wants it", () => {
  it.each(["pointsman/reply/flow-1", "node-red/reply/x/y"])("on %s", (topic) => {
    expect(guard()(topic)).toBe(true);
  });

  it.each([
    undefined,
    "",
    "pointsman/home/cmd/restart",
    "pointsman/reply",
    "homeassistant/reply/x",
    "ha/reply/x",
    "a/reply/+",
    "$SYS/reply/x",
    "/reply/x",
    `a/reply/${"x".repeat(300)}`,
    // A controller may be called "reply".
    "pointsman/reply/set/mode",
    "pointsman/reply/request/restart-core",
    "somewhere/else",
  ])("but never on %s", (topic) => {
    expect(guard()(topic)).toBe(false);
  });

  it("as far as the config says", () => {
    const may = guard(["clients/+/answers/#", "exactly/this"]);
    expect(
      ["clients/a/answers/1", "clients/a/answers", "exactly/this", "exactly/this/one", "a/reply/x"].map((topic) =>
        may(topic),
      ),
    ).toEqual([true, false, true, false, false]);
    expect(guard([])("a/reply/x")).toBe(false);
    expect(guard(["#"])("pointsman/home/set/mode")).toBe(false);
  });
});
