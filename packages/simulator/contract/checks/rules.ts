import { describe, expect, it } from "vitest";
import { type Bench, type Profile, startBench, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { failure, instant, noRoute, outcome } from "./shapes.ts";

/** Reference §6.2 and §7: rules, their counters, their switches, and where lists of them come from. */
export function ruleChecks(kind: TargetKind): void {
  describe("rules (§7)", () => {
    const core = useTarget(kind);
    listing(core, kind.profile);
    if (kind.profile === "current") {
      disabling(core);
      counting(kind);
    } else {
      withoutSwitches(core);
    }
  });
  describe("rule providers (§6.2)", () => {
    ruleProviders(useTarget(kind));
  });
}

/** The house's rules as the API spells them. */
const spelled = [
  ["Domain", "exact.test", "Proxy"],
  ["DomainSuffix", "suffix.test", "Auto"],
  ["DomainKeyword", "keyword", "Backup"],
  ["RuleSet", "ads", "REJECT"],
  ["RuleSet", "lan", "DIRECT"],
  ["IPCIDR", "203.0.113.0/24", "Proxy"],
  ["AND", "((Domain,both.test) && (Network,udp))", "REJECT"],
  ["OR", "((Domain,either.test) || (Domain,other.test))", "Proxy"],
  ["NOT", "(!(DomainSuffix,test))", "DIRECT"],
  ["DstPort", "25", "REJECT"],
  ["Domain", "slow.test", "slow"],
  ["Domain", "failing.test", "broken"],
  ["Domain", "switched-off.test", "REJECT"],
  ["Match", "", "Proxy"],
] as const;

function rules(core: Bench): Promise<Json[]> {
  return core.get("/rules").then((answer) => answer.json().rules);
}

function listing(core: () => Bench, profile: Profile): void {
  it("lists the rules in their order, types and payloads in the core's own spelling", async () => {
    const listed = await rules(core());
    expect(listed.map(({ type, payload, proxy }) => [type, payload, proxy])).toEqual(spelled);
  });

  it("gives each rule exactly these keys", async () => {
    const [first, second] = await rules(core());
    const fresh = { disabled: false, hitCount: 0, hitAt: instant, missCount: 0, missAt: instant };
    const added = profile === "current" ? { index: 1, extra: fresh } : {};
    expect(second).toEqual({ type: "DomainSuffix", payload: "suffix.test", proxy: "Auto", size: -1, ...added });
    const keys = profile === "current" ? "index type payload proxy size extra" : "type payload proxy size";
    expect(Object.keys(first)).toEqual(keys.split(" "));
  });

  it("calls the epoch the time of a hit that never was; an old core knows no such times", async () => {
    const [{ extra }] = await rules(core());
    const never = profile === "current" ? { hitAt: 0, missAt: 0 } : undefined;
    expect(extra && { hitAt: Date.parse(extra.hitAt), missAt: Date.parse(extra.missAt) }).toEqual(never);
  });
}

function withoutSwitches(core: () => Bench): void {
  it("does not know rules/disable", async () => {
    expect(outcome(await core().patch("/rules/disable", { 0: true }))).toEqual(noRoute);
    expect(outcome(await core().patch("/rules/disable", "no json"))).toEqual(noRoute);
  });

  it("counts nothing: a rule that was hit looks as before", async () => {
    const before = await rules(core());
    const traffic = await core().openTraffic("a.suffix.test");
    traffic.close();
    expect(await rules(core())).toEqual(before);
  });
}

function disabling(core: () => Bench): void {
  const disabled = async (): Promise<number[]> =>
    (await rules(core())).flatMap((rule, index) => (rule.extra.disabled ? [index] : []));

  it("switches rules off and on again by their index", async () => {
    expect(outcome(await core().patch("/rules/disable", { 0: true, 3: true }))).toEqual({ status: 204, text: "" });
    expect(await disabled()).toEqual([0, 3]);
    expect((await core().patch("/rules/disable", { 0: false })).status).toBe(204);
    expect(await disabled()).toEqual([3]);
    await core().patch("/rules/disable", { 3: false });
  });

  it.each(["{}", "null", '{"999":true}', '{"-1":true}'])("answers 204 for %s and changes nothing", async (body) => {
    expect((await core().patch("/rules/disable", body)).status).toBe(204);
    expect(await disabled()).toEqual([]);
  });

  it.each(["", "[]", '{"first":true}', '{"0":1}', '{"0":"true"}', '{"1.5":true}', "true"])(
    "refuses %j with Body invalid",
    async (body) => {
      expect(outcome(await core().patch("/rules/disable", body))).toEqual(failure(400, "Body invalid"));
      expect(await disabled()).toEqual([]);
    },
  );

  it("forgets what was switched off when the configuration is reloaded", async () => {
    await core().patch("/rules/disable", { 0: true });
    expect((await core().put("/configs", {})).status).toBe(204);
    expect(await disabled()).toEqual([]);
  });
}

function counting(kind: TargetKind): void {
  const switchedOff = spelled.findIndex(([, payload]) => payload === "switched-off.test");

  it("counts hits and misses of the rules that were asked", async () => {
    const core = await startBench(kind);
    try {
      const traffic = await core.openTraffic("a.suffix.test");
      const [exact, suffix, keyword] = await rules(core);
      traffic.close();
      expect(exact.extra).toMatchObject({ hitCount: 0, missCount: 1 });
      expect(Date.parse(exact.extra.missAt)).toBeGreaterThan(0);
      expect(suffix.extra).toMatchObject({ hitCount: 1, missCount: 0 });
      expect(Date.parse(suffix.extra.hitAt)).toBeGreaterThan(0);
      expect(keyword.extra).toMatchObject({ hitCount: 0, missCount: 0 });
    } finally {
      await core.stop();
    }
  });

  it("passes over a disabled rule and counts no miss of it", async () => {
    const core = await startBench(kind);
    try {
      await core.patch("/rules/disable", { [switchedOff]: true });
      const traffic = await core.openTraffic("switched-off.test");
      const [connection] = (await core.get("/connections")).json().connections;
      traffic.close();
      expect(connection).toMatchObject({ rule: "Match", chains: ["fast", "Proxy"] });
      expect((await rules(core))[switchedOff].extra).toMatchObject({ hitCount: 0, missCount: 0 });
    } finally {
      await core.stop();
    }
  });
}

function ruleProviders(core: () => Bench): void {
  it("lists inline rule providers with exactly these keys", async () => {
    const { providers, ...rest } = (await core().get("/providers/rules")).json();
    expect(rest).toEqual({});
    const inline = { format: "", type: "Rule", vehicleType: "Inline", updatedAt: instant };
    expect(providers).toEqual({
      ads: { ...inline, name: "ads", behavior: "Domain", ruleCount: 2, payload: ["ads.test", "+.tracker.test"] },
      lan: { ...inline, name: "lan", behavior: "IPCIDR", ruleCount: 1, payload: ["192.168.0.0/16"] },
      mixed: {
        ...inline,
        name: "mixed",
        behavior: "Classical",
        ruleCount: 2,
        payload: ["DOMAIN,classic.test", "DST-PORT,8443"],
      },
    });
  });

  it("keeps the keys in the core's order", async () => {
    const { providers } = (await core().get("/providers/rules")).json();
    const order = "behavior format name ruleCount type vehicleType updatedAt payload".split(" ");
    expect(Object.keys(providers.ads)).toEqual(order);
  });

  it("updates one: 204; an unknown one: 404; a GET of one: 405", async () => {
    expect(outcome(await core().put("/providers/rules/ads"))).toEqual({ status: 204, text: "" });
    expect(outcome(await core().put("/providers/rules/nobody"))).toEqual(failure(404, "Resource not found"));
    expect((await core().get("/providers/rules/ads")).status).toBe(405);
  });
}
