import type { RuleProvider } from "@pointsman/core";
import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { ruleProviderEntry, ruleProvidersScreen } from "./rule-providers.ts";

const list = {
  name: "ads",
  type: "Rule",
  vehicleType: "HTTP",
  behavior: "Domain",
  ruleCount: 2041,
  updatedAt: "2026-11-27T00:00:00Z",
} as unknown as RuleProvider;
const providers = [
  ruleProviderEntry(list, "AAAAAAAA"),
  ruleProviderEntry({ ...list, name: "new", ruleCount: 1, updatedAt: "0001-01-01T00:00:00Z" }, "BBBBBBBB"),
];

test("rule lists show how many rules they hold and how old they are; a tap fetches one anew", () => {
  expect(show(ruleProvidersScreen({ frame: home, providers, page: 0, mayUpdate: true }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Rule lists</b>

    <code>ads</code> · 2041 rules
    Domain · HTTP · <tg-time unix="1795737600" format="r">11-27 00:00</tg-time>

    <code>new</code> · 1 rule
    Domain · HTTP · never loaded

    A tap fetches one anew:

    [🔄 ads]
    [🔄 new]
    [⬅️ Back] [🏠 Home] [🔄]"
  `);
});

test("who may only look has nothing to tap there, and none are told as such", () => {
  expect(show(ruleProvidersScreen({ frame: home, providers, page: 0, mayUpdate: false }, en))).not.toContain(
    "[🔄 ads]",
  );
  expect(show(ruleProvidersScreen({ frame: home, providers: [], page: 0, mayUpdate: true }, en))).toContain(
    "no rule lists",
  );
});
