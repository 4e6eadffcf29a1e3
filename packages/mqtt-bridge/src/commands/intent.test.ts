import { describe, expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../house/house.ts";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { readIntent } from "./intent.ts";

const topics = topicsOf("pointsman", "attic");
const house = houseOf("home", snapshotOf([group("Proxy", ["HK 01", "none", '{"a":1}'])]));
const slug = house.groups[0]!.slug;

function intent(topic: string, payload: string) {
  return readIntent(topics.parse(`pointsman/home/${topic}`)!, Buffer.from(payload), house, { rawRows: true });
}

describe("command topics", () => {
  it("take a mode as plain text and as JSON with a transaction", () => {
    expect(intent("set/mode", "global")).toMatchObject({
      operation: "set-mode",
      request: { input: { mode: "global" } },
      answerOn: "set",
    });
    expect(intent("set/mode", '{"name":"rule","transaction":"7"}')).toMatchObject({
      request: { input: { mode: "rule" }, transaction: "7" },
    });
  });

  it("take a node by its label, by its exact name, and by one that looks like JSON", () => {
    const label = house.groups[0]!.labels.labelOf("none");
    const chosen = (payload: string) => intent(`set/group/${slug}`, payload).request.input["node"];
    expect([chosen("HK 01"), chosen(label), chosen("none"), chosen('{"a":1}'), chosen('{"name":"HK 01"}')]).toEqual([
      "HK 01",
      "none",
      "none",
      '{"a":1}',
      "HK 01",
    ]);
  });

  it("pin an automatic group, and let it choose again", () => {
    const auto = houseOf("home", snapshotOf([group("Auto", ["HK", "(auto)"], { type: "URLTest", fixed: "" })]));
    const { slug: item, labels } = auto.groups[0]!;
    const pin = (label: string) =>
      readIntent(topics.parse(`pointsman/home/set/pin/${item}`)!, Buffer.from(label), auto, { rawRows: false });
    expect(pin("HK")).toMatchObject({ operation: "select-node", request: { input: { group: "Auto", node: "HK" } } });
    expect(pin("(auto)")).toMatchObject({ operation: "release-node", request: { input: { group: "Auto" } } });
    expect(pin(labels.labelOf("(auto)"))).toMatchObject({ request: { input: { node: "(auto)" } } });
  });

  it("take a node by a part of its name where no list is, and let an automatic group choose again", () => {
    const views = [group("Proxy", ["HK 01", "none"]), group("Auto", ["HK"], { type: "URLTest", fixed: "" })];
    const both = houseOf("home", snapshotOf(views));
    const [proxy, auto] = both.groups;
    const written = (to: typeof proxy, text: string) =>
      readIntent(topics.parse(`pointsman/home/set/node/${to!.slug}`)!, Buffer.from(text), both, { rawRows: false });
    expect(written(proxy, "HK*").request.input).toEqual({ group: "Proxy", node: "HK*", match: "unique" });
    const label = proxy!.labels.labelOf("none");
    expect(written(proxy, label).request.input).toEqual({ group: "Proxy", node: "none", match: "unique" });
    expect(written(proxy, "(auto)")).toMatchObject({ operation: "select-node" });
    expect(written(auto, "(auto)")).toMatchObject({ operation: "release-node", request: { input: { group: "Auto" } } });
  });

  it("switch a rule by its topic name, whatever its index is", () => {
    const extra = { disabled: false, hitCount: 0, hitAt: "", missCount: 0, missAt: "" };
    const rules = [{ type: "DomainSuffix", payload: "ads.com", proxy: "REJECT", extra }];
    const context = { ...house, wantedRules: { rules: ["ads.com"], internet: {} } };
    const ruled = houseOf("home", snapshotOf([], { rules }), context);
    const topic = topics.parse(`pointsman/home/set/rule/${ruled.rules[0]!.slug}`)!;
    expect(readIntent(topic, Buffer.from("OFF"), ruled, { rawRows: false })).toMatchObject({
      operation: "set-rule-enabled",
      request: { input: { rule: "DomainSuffix,ads.com,REJECT", enabled: false } },
    });
  });

  it.each([
    ["log_level", "debug", "set-log-level", { level: "debug" }],
    ["tun", "ON", "set-tun", { enable: true }],
    ["allow_lan", "OFF", "set-allow-lan", { enable: false }],
    ["ipv6", "ON", "patch-config", { patch: { ipv6: true } }],
    ["sniffing", "OFF", "patch-config", { patch: { sniffing: false } }],
    ["tcp_concurrent", "ON", "patch-config", { patch: { "tcp-concurrent": true } }],
  ])("set/%s with %s runs %s", (target, payload, operation, input) => {
    expect(intent(`set/${target}`, payload)).toMatchObject({ operation, request: { input } });
  });

  it("leave an unknown node to the operation, which knows how to say so", () => {
    expect(intent(`set/group/${slug}`, "gone").request.input).toEqual({ group: "Proxy", node: "gone" });
  });

  it("reach every operation by its id, with JSON", () => {
    expect(intent("request/select-node", '{"group":"Proxy","node":"HK 01"}')).toMatchObject({
      operation: "select-node",
      request: { input: { group: "Proxy", node: "HK 01" } },
      answerOn: "select-node",
    });
  });

  it.each(["global", '"global"', '{"mode":"global"}'])("reach an operation that needs one text by %s", (payload) => {
    expect(intent("request/set-mode", payload)).toMatchObject({
      operation: "set-mode",
      request: { input: { mode: "global" } },
    });
  });

  it("press a button whatever the payload is", () => {
    expect(intent("cmd/flush-dns", "PRESS")).toMatchObject({ operation: "flush-dns", request: { input: {} } });
  });

  it.each([
    ["request/explode", "{}", 'no operation "explode"'],
    ["request/__proto__", "{}", 'no operation "__proto__"'],
    ["cmd/restart-core", "", 'no button "restart-core"'],
    ["set/colour", "red", '"set/colour" is no setting'],
    ["set/tun", "yes", '"yes" is neither ON nor OFF'],
    ["set/rule/gone-00000000", "ON", "no rule has the topic name"],
    ["set/toString", "ON", "is no setting"],
    ["set/mode", "", "the payload is empty"],
    ["set/group/gone-00000000", "HK 01", "no group has the topic name"],
    ["set/mode", "x".repeat(2049), "at most 2048 are taken"],
    ["request/list-nodes", "x".repeat(8193), "at most 8192 are taken"],
  ])("%s with a wrong payload is refused with a sentence", (topic, payload, sentence) => {
    expect(() => intent(topic, payload)).toThrow(sentence);
  });
});
