import { describe, expect, it } from "vitest";
import { payloadOf, repliesTo, success, topicName } from "./answer.ts";
import type { Answer } from "./envelope.ts";
import type { Intent } from "./intent.ts";

const topic = { controller: "home", kind: "request", verb: "list-nodes" } as const;

function intentOf(operation: Intent["operation"]): Intent {
  return { operation, request: { transaction: "7", timeoutMs: undefined, input: {} }, answerOn: operation };
}

describe("an answer on its way out", () => {
  const intent = intentOf("list-nodes");
  const answer = success(topic, intent, { rows: ["x".repeat(500)], total: 1 }, performance.now());

  it("leaves as it is where it fits", () => {
    expect(JSON.parse(payloadOf(answer, intent, 1000))).toEqual(answer);
  });

  it.each([
    ["list-nodes", "by limit and offset"],
    ["list-connections", "by limit"],
    ["get-status", "ask for less"],
    ["describe", "ask for one operation"],
  ] as const)("of %s that is too large says how to ask for less", (operation, hint) => {
    const refused = JSON.parse(payloadOf(answer, intentOf(operation), 400)) as Answer;
    expect(refused).toMatchObject({
      status: "error",
      transaction: "7",
      error: { code: "invalid-input", reason: "too-large" },
    });
    expect(refused.error?.message).toContain(hint);
    expect(refused).not.toHaveProperty("data");
  });

  it("counts bytes, not characters", () => {
    const wide = success(topic, intent, "节".repeat(100), performance.now());
    expect(JSON.parse(payloadOf(wide, intent, 300))).toMatchObject({ status: "error" });
  });

  it("goes to the topic of all such answers, and to the asker's own with its mark, for which there must be room", () => {
    const correlationData = Buffer.from("mark".repeat(100));
    const asked = { topic: "", payload: Buffer.alloc(0), retain: false, correlationData };
    const way = {
      own: "p/home/response/list-nodes",
      mayReply: (topic?: string): topic is string => topic?.startsWith("p/reply/") === true,
      room: () => 900,
      intent,
    };
    const [own, theirs] = repliesTo({ ...asked, responseTopic: "p/reply/anna" }, answer, way);
    expect(own).toMatchObject({ topic: way.own, qos: 1, retain: false });
    expect(own?.properties).toEqual({ contentType: "application/json", messageExpiryInterval: 60 });
    expect(JSON.parse(own?.payload ?? "")).toEqual(answer);
    expect(theirs).toMatchObject({ topic: "p/reply/anna", properties: { correlationData, messageExpiryInterval: 60 } });
    expect(JSON.parse(theirs?.payload ?? "")).toMatchObject({ status: "error", error: { reason: "too-large" } });
    expect(repliesTo({ ...asked, responseTopic: "p/home/set/mode" }, answer, way)).toHaveLength(1);
  });

  it("names commands by their topic", () => {
    expect(topicName({ controller: "home", kind: "set", target: "group", item: "proxy" })).toBe("set/group/proxy");
  });
});
