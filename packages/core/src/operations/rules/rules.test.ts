import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

interface RuleState {
  type: string;
  payload: string;
  proxy: string;
  disabled?: boolean;
}

/** A core of today; `old` is one that neither numbers nor counts rules. */
function coreWith(rules: RuleState[], extra: Record<string, Answer> = {}, old = false) {
  const shown = () =>
    rules.map(({ disabled = false, ...rule }, index) =>
      old ? rule : { ...rule, index, size: -1, extra: { disabled, hitCount: 3, hitAt: "", missCount: 0, missAt: "" } },
    );
  return scriptedCore({
    "rules.list": () => ({ rules: shown() }),
    "rules.setDisabled": ({ body }) => {
      for (const [index, disabled] of Object.entries(body as Record<string, boolean>)) {
        const rule = rules[Number(index)];
        if (rule !== undefined) rule.disabled = disabled;
      }
    },
    ...extra,
  });
}

const rules = (): RuleState[] => [
  { type: "DomainSuffix", payload: "ads.com", proxy: "REJECT" },
  { type: "Match", payload: "", proxy: "Proxy" },
];

describe("list-rules", () => {
  test("shows fingerprints, counters and what is switched off", async () => {
    const { rows, total } = await createRunner(coreWith(rules())).run("list-rules", {}, options);
    expect(rows[0]).toEqual({
      index: 0,
      type: "DomainSuffix",
      payload: "ads.com",
      target: "REJECT",
      fingerprint: "DomainSuffix,ads.com,REJECT",
      disabled: false,
      hits: 3,
    });
    expect(total).toBe(2);
  });

  test("numbers the rules of an old core itself, and knows no hits there", async () => {
    const { rows } = await createRunner(coreWith(rules(), {}, true)).run("list-rules", { text: "match" }, options);
    expect(rows).toEqual([
      { index: 1, type: "Match", payload: "", target: "Proxy", fingerprint: "Match,,Proxy", disabled: false },
    ]);
  });
});

describe("set-rule-enabled", () => {
  test("finds the rule by fingerprint or index, and can be undone", async () => {
    const runner = createRunner(coreWith(rules()));
    expect(
      await runner.run("set-rule-enabled", { rule: "DomainSuffix,ads.com,REJECT", enabled: false }, options),
    ).toEqual({ rule: "DomainSuffix,ads.com,REJECT", index: 0, was: true, now: false });
    expect(runner.history.latest?.ways[0]?.step).toEqual({
      operation: "set-rule-enabled",
      input: { rule: "DomainSuffix,ads.com,REJECT", enabled: true },
    });
    expect(await runner.run("set-rule-enabled", { rule: 0, enabled: true }, options)).toMatchObject({
      was: false,
      now: true,
    });
  });

  test("a rule that is not there is not sent", async () => {
    const core = coreWith(rules());
    await expect(
      createRunner(core).run("set-rule-enabled", { rule: "DomainSuffix,ad.com,REJECT", enabled: false }, options),
    ).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining('did you mean "DomainSuffix,ads.com,REJECT"?') as string,
    });
    await expect(
      createRunner(core).run("set-rule-enabled", { rule: 9, enabled: false }, options),
    ).rejects.toMatchObject({ code: "not-found" });
    expect(core.sent.join()).not.toContain("setDisabled");
  });

  test("rules that shifted meanwhile are noticed", async () => {
    const state = rules();
    const core = coreWith(state, {
      "rules.setDisabled": () => {
        state.unshift({ type: "Domain", payload: "new.com", proxy: "DIRECT" });
      },
    });
    await expect(
      createRunner(core).run("set-rule-enabled", { rule: 0, enabled: false }, options),
    ).rejects.toMatchObject({ code: "rejected", reason: "not-applied" });
  });
});
