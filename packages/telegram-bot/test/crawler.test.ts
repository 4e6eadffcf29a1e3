import { describe, expect, test, vi } from "vitest";
import { type ActionName, actionSpecs } from "../src/callback/actions.ts";
import { decodePress } from "../src/callback/codec.ts";
import { type Locale, locales } from "../src/locales/index.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { testEngines } from "./support/engines.ts";
import { Client, house } from "./support/house.ts";

/** So many buttons of each kind are pressed in one group, and in all: 2,000 nodes look alike. */
const pressesPerGroup = 2;
const pressesPerAction = 16;
/** A screen that did not change is not sent again; then there is nothing to wait for. */
const quietMs = 250;

interface Crawl {
  readonly pressed: ReadonlyMap<ActionName, number>;
  readonly screens: ReadonlySet<string>;
}

function expectWayBack(client: Client, t: Locale): void {
  const { labels } = client;
  const ways = [t.nav.back, t.nav.home, t.nav.cancel, t.home.nodes];
  expect(labels.some((label) => ways.includes(label))).toBe(true);
}

/** Plain English sentences of the bot, to find what a Chinese screen must not hold. */
function sentences(value: unknown): string[] {
  if (typeof value === "string") return value.length > 10 && /[a-z] [a-z]/i.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
}
const english = sentences(locales.en);

/** Presses every button that can be reached from the menu, a few of each kind; each must be answered. */
async function crawl(client: Client, t: Locale, edits: () => Promise<unknown>): Promise<Crawl> {
  const pressed = new Map<ActionName, number>();
  const here = new Map<string, number>();
  const screens = new Set<string>();
  const foreign = t.tag === "en" ? [] : english;
  const seen = new Set<string>();
  const queue: string[] = [];
  const collect = (): void => {
    const { text, buttons } = client.console;
    screens.add(text.split("\n")[0] ?? "");
    expectWayBack(client, t);
    expect(text).toMatch(/\S/);
    expect(foreign.filter((sentence) => text.includes(sentence))).toEqual([]);
    for (const { callback_data: data } of buttons.flat()) {
      if (data === undefined || seen.has(data)) continue;
      seen.add(data);
      queue.push(data);
    }
  };
  collect();
  for (let data = queue.shift(); data !== undefined; data = queue.shift()) {
    const action = decodePress(data)?.action;
    if (action === undefined) throw new Error(`a button holds ${data}, which nobody understands`);
    const times = pressed.get(action.do) ?? 0;
    const place = `${action.do} ${"group" in action ? action.group : ""}`;
    const timesHere = here.get(place) ?? 0;
    if (times >= pressesPerAction || timesHere >= pressesPerGroup) continue;
    pressed.set(action.do, times + 1);
    here.set(place, timesHere + 1);
    const drawn = edits();
    const { chatId, messageId } = client.console;
    await client.user.press(chatId, messageId, { data });
    await drawn;
    collect();
  }
  return { pressed, screens };
}

/** What cannot be reached from a menu alone. */
const unreachable: Readonly<Record<"admin" | "viewer", readonly ActionName[]>> = {
  admin: ["useController", "controllers", "found", "alertList", "undoLatest"],
  viewer: [
    "useController",
    "controllers",
    "found",
    "select",
    "undo",
    "release",
    "tests",
    "testCurrent",
    "testGroup",
    "testNode",
    "stopTest",
    "flushDns",
    "flushFakeIp",
    "setMode",
    "alerts",
    "alertList",
    "alert",
    "alertTest",
    "alertBest",
    "alertMute",
    "alertSeen",
    "closeConnection",
    "closeListed",
    "nameDevice",
    "closeDevice",
    "updateProvider",
    "checkProvider",
    "updateProviders",
    "setRule",
    "applyScene",
    "saveScene",
    "undoLatest",
    "maintenance",
    "reloadConfig",
    "restartCore",
    "updateGeo",
    "confirm",
  ],
};

describe("every button that can be reached", () => {
  test.each([
    ["home", "admin", "en"],
    ["home", "admin", "zh"],
    ["home", "viewer", "en"],
    ["many", "admin", "en"],
    ["hostile", "admin", "zh"],
    ["hostile", "viewer", "en"],
    ["empty", "admin", "en"],
    ["empty", "viewer", "zh"],
  ] as const)(
    "in the house %s as %s in %s is answered, and leads to a screen that Telegram takes",
    async (scenario, role, language) => {
      const engines = testEngines();
      const { core, api, log } = await house({
        core: { scenario },
        engines,
        cap: "critical",
        users: { "1001": role },
        pace: { tapsInTenSeconds: 10_000, frameMs: 20, busyFrameMs: 20 },
      });
      for (const host of ["a.test", "b.test"]) core.world.traffic.open({ host, sourceIP: "192.168.1.20" });
      // Who speaks is only known after the first look at the connections.
      const speakers = core.world.connections.list().length > 0 ? 1 : 0;
      await vi.waitFor(() => expect(engines.engines.devices?.list().length).toBeGreaterThanOrEqual(speakers), {
        timeout: 30_000,
      });
      const ada = new Client(api, 1001, language);
      const t = locales[language];
      await ada.write("/menu", t.home.title);
      const { pressed, screens } = await crawl(ada, t, async () => {
        await api.calls.next("editMessageText", { timeoutMs: quietMs }).catch(() => undefined);
      });
      expectNothingRefused(api);
      expect(log.lines.filter((line) => line.startsWith("error"))).toEqual([]);
      expect(screens.size).toBeGreaterThan(role === "admin" ? 5 : 4);
      const missed = (Object.keys(actionSpecs) as ActionName[]).filter((name) => !pressed.has(name));
      const allowed = new Set<ActionName>(unreachable[role]);
      // A house without automatic groups, with a single page or without any group has fewer kinds of buttons.
      expect(scenario === "home" ? missed.filter((name) => !allowed.has(name)) : []).toEqual([]);
    },
    600_000,
  );
});
