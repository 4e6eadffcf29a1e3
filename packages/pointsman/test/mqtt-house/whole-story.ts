import { peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { type BridgeHouse, openBridgeHouse } from "./bridge-house.ts";
import { leaving, order, type TargetKind } from "./targets.ts";
import { choicesOf, label, pictureOf, slug, truthOf } from "./truth.ts";

const streaming = "🎬 Streaming";
const group = `pointsman/home/group/${slug(streaming)}`;
/** The app's own pace is a minute; a busy machine may take its time besides. */
const patience = { timeout: 150_000, interval: 200 };

/** What a household lives through in a year, one after the other, with nothing started anew in between but what falls. */
export function wholeStory(target: TargetKind): void {
  const isPresent = target.isPresent && peer("mosquitto") !== undefined;
  describe.skipIf(!isPresent)(`the app's bridge, mosquitto and ${target.name}`, () => {
    story(target);
  });
}

function story(target: TargetKind): void {
  let house: BridgeHouse;
  beforeAll(async () => {
    house = await openBridgeHouse(target);
  });
  afterAll(() => house.stop());
  // A chapter that fails seldom must tell of itself the first time.
  beforeEach(() => {
    onTestFailed(() => void process.stderr.write(`the app's last lines:\n${house.app.lines.slice(-20).join("\n")}\n`));
  });

  /** What a newcomer gets is what the core says, and Home Assistant shows no more, no less and nothing else. */
  async function expectTruth(): Promise<void> {
    const compare = async () => {
      const truth = await truthOf(house.core);
      const picture = pictureOf(await house.retained());
      return { truth, picture };
    };
    await expect
      .poll(async () => {
        const { truth, picture } = await compare();
        return differences(truth, picture);
      }, patience)
      .toEqual({});
    await expect.poll(async () => differences(await choicesOf(house.core), choicesShown()), patience).toEqual({});
    await expect.poll(async () => differences(await statesOf(), statesShown()), patience).toEqual({});
    expect(house.homeAssistant.complaints).toEqual([]);
  }

  const selects = () =>
    [...house.homeAssistant.byStateTopic("select")].filter(([topic]) => topic.startsWith("pointsman/home/group/"));
  const streamingSelect = () => house.homeAssistant.byStateTopic("select").get(`${group}/now`);
  const choicesShown = () => Object.fromEntries(selects().map(([topic, { config }]) => [topic, config["options"]]));
  const statesShown = () => Object.fromEntries(selects().map(([topic, { state }]) => [topic, state]));
  const statesOf = async () => {
    const [truth, choices] = await Promise.all([truthOf(house.core), choicesOf(house.core)]);
    return Object.fromEntries(Object.keys(choices).map((topic) => [topic, truth[topic]]));
  };

  /** Home Assistant's select and a person's request are obeyed and answered. */
  async function expectObedience(node: string): Promise<void> {
    const commandTopic = String(streamingSelect()?.config["command_topic"]);
    expect(await house.command(commandTopic, label(node), "pointsman/home/response/set")).toMatchObject({
      status: "ok",
      data: { now: node },
    });
    await expect.poll(() => streamingSelect()?.state, patience).toBe(label(node));
    const transaction = `t${house.person.heard.length}`;
    const request = JSON.stringify({ group: "Nowhere", node, transaction });
    expect(
      await house.command("pointsman/home/request/select-node", request, "pointsman/home/response/select-node"),
    ).toMatchObject({ status: "error", transaction, error: { code: "not-found" } });
  }

  test("shows the house, and obeys", async () => {
    await expectTruth();
    await expectObedience("HK 01 | x1.0");
    await expectTruth();
  });

  test("is true again after the broker was killed and has forgotten everything", async () => {
    await house.broker.kill();
    await order(house.core, "PUT", "/proxies/Proxy", { name: "none" });
    await house.broker.restart();
    await expectTruth();
    await expectObedience("JP 01 | x1.0");
  });

  test("is true again after the core was restarted, and tells when", async () => {
    const before = Date.now();
    const heard = house.person.heard.length;
    await order(house.core, "POST", "/restart");
    const isRestart = ({ topic, payload }: { topic: string; payload: string }) =>
      topic === "pointsman/home/event" && payload.includes("core_restarted");
    await house.person.hears(isRestart, "the restart", heard);
    await expect
      .poll(async () => Date.parse((await house.retained()).get("pointsman/home/started") ?? ""), patience)
      .toBeGreaterThanOrEqual(before);
    await expectTruth();
    await expectObedience("HK 01 | x1.0");
  });

  test("announces everything again, each state behind its options, when Home Assistant is born", async () => {
    const heard = house.person.heard.length;
    const announced = [...(await house.retained()).keys()].filter((topic) => topic.startsWith("homeassistant/device/"));
    expect(announced.length).toBeGreaterThanOrEqual(4);
    await house.person.publish("homeassistant/status", "online");
    const since = (topic: string) => house.person.heard.findIndex((each, at) => at >= heard && each.topic === topic);
    const positions = () => [...announced, `${group}/now`].map(since);
    await expect.poll(() => Math.min(...positions()), patience).toBeGreaterThanOrEqual(heard);
    expect(since(`${group}/now`)).toBe(Math.max(...positions()));
    await expectTruth();
    await expectObedience("none");
  });

  test("takes away what a reload took away, and leaves a grave", async () => {
    const own = `pointsman/home/group/${slug(leaving)}`;
    expect([...(await house.retained()).keys()].filter((topic) => topic.startsWith(own)).length).toBeGreaterThan(0);
    await house.core.reloadWithoutGroup();
    await expect
      .poll(async () => [...(await house.retained()).keys()].filter((topic) => topic.startsWith(own)), patience)
      .toEqual([]);
    await expectTruth();
    const left = [...house.homeAssistant.entities.values()].filter(({ config }) =>
      JSON.stringify(config).includes(slug(leaving)),
    );
    expect(left).toEqual([]);
    await expectObedience("HK 01 | x1.0");
  });

  test("follows a subscription that renames its nodes, and no select is ever without a state", async () => {
    await order(house.core, "PUT", "/providers/proxies/airport");
    await expect.poll(() => streamingSelect()?.state, patience).toBe("HK 01 | x1.2");
    await expectTruth();
    await expectObedience("JP 01 | x1.2");
    await expectTruth();
  });

  test("answered each command once, and told nobody a secret", async () => {
    await house.app.stop();
    const answers = house.person.heard.filter(({ topic }) => topic.startsWith("pointsman/home/response/"));
    const count = Map.groupBy(answers, ({ topic }) => topic);
    expect(new Map([...count].map(([topic, each]) => [topic, each.length]))).toEqual(house.asked);
    expect(JSON.stringify(house.person.heard)).not.toContain(house.core.secret);
    expect(house.app.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });
}

/** What differs, by topic, as [true, shown]: an expectation that waits tells only its last look. */
function differences(truth: Readonly<Record<string, unknown>>, shown: Readonly<Record<string, unknown>>): object {
  const topics = new Set([...Object.keys(truth), ...Object.keys(shown)]);
  const different = [...topics].filter(
    (topic) => JSON.stringify(sorted(truth[topic])) !== JSON.stringify(sorted(shown[topic])),
  );
  return Object.fromEntries(different.map((topic) => [topic, [truth[topic], shown[topic]]]));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
