import { expect, test } from "vitest";
import { deadNode } from "../../../test/support/fake-alerts.ts";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { zh } from "../../locales/zh/index.ts";
import { alertMessage, alertScreen, alertsScreen } from "./alerts.ts";

const remedies = { mayTest: true, mayBest: true, mayMute: true };
const entry = { alert: deadNode("HK"), ref: "AAAAAAAA" };

test("nothing to report is said", () => {
  expect(show(alertsScreen({ frame: home, alerts: [], page: 0 }, en))).toContain(en.alerts.none);
});

test("the list has a button for each, with what people did about it", () => {
  const alerts = [
    entry,
    { alert: deadNode("JP", { acknowledged: true }), ref: "BBBBBBBB" },
    { alert: deadNode("US", { mutedUntil: 1 }), ref: "CCCCCCCC" },
  ];
  const { keyboard } = alertsScreen({ frame: home, alerts, page: 0 }, zh);
  expect(keyboard.slice(0, 3).map(([button]) => [...(button?.text ?? "")][0])).toEqual(["🟠", "👀", "🔕"]);
});

test("one that is muted can be told again, one that was seen not seen twice", () => {
  const muted = show(
    alertScreen({ frame: home, alert: deadNode("HK", { mutedUntil: 1 }), ref: "AAAAAAAA", remedies }, en),
  );
  expect(muted).toContain(en.alerts.unmute);
  expect(muted).not.toContain(en.alerts.mute8);
  const seen = show(
    alertScreen({ frame: home, alert: deadNode("HK", { acknowledged: true }), ref: "AAAAAAAA", remedies }, en),
  );
  expect(seen).not.toContain(`[${en.alerts.seen}]`);
});

test("what cannot be mended from here has no button for it", () => {
  const none = { mayTest: false, mayBest: false, mayMute: false };
  expect(
    show(alertMessage({ frame: home, ...entry, remedies: none }, en))
      .split("\n")
      .at(-1),
  ).toBe("[🧭 Open] [📋 All alerts]");
});
