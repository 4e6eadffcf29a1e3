import { expect, it } from "vitest";
import { noRules } from "./rules.ts";
import { isMeasured, measured, watchedParts } from "./watched.ts";

it("what ticks all day is told apart from what can be asked for", () => {
  expect(
    watchedParts(noRules)
      .filter(isMeasured)
      .map((part) => `${part}-changed`),
  ).toEqual([...measured]);
});

it("rules are read only where somebody wants a switch of one", () => {
  expect(watchedParts(noRules)).not.toContain("rules");
  expect(watchedParts({ rules: ["netflix.com"], internet: {} })).toContain("rules");
  expect(watchedParts({ rules: [], internet: { Tablet: "SrcIPCIDR,192.0.2.1/32,REJECT" } })).toContain("rules");
});
