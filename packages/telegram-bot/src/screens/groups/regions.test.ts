import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { regionLabel } from "./region-label.ts";
import { regionsScreen } from "./regions.ts";

test("a group's regions stand with their flags and how many nodes they have", () => {
  const regions = [
    { region: "HK", count: 120 },
    { region: "JP", count: 30 },
    { region: "--", count: 2 },
  ];
  const text = show(regionsScreen({ frame: home, group: { name: "Proxy", ref: "AAAAAAAA" }, regions }, en));
  expect(text).toContain("[🇭🇰 HK · 120] [🇯🇵 JP · 30] [🏳 · 2]");
  expect(regionLabel("US")).toBe("🇺🇸 US");
});
