import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BotApi, MessageView, RecordedCall, ScenarioName } from "@pointsman/simulator";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Action, type ActionName, actionSpecs } from "../../src/callback/actions.ts";
import { decodePress } from "../../src/callback/codec.ts";
import { type Locale, locales } from "../../src/locales/index.ts";
import { expectNothingRefused } from "../support/bot-api.ts";
import { testEngines } from "../support/engines.ts";
import { Client, type House, house } from "../support/house.ts";
import { household } from "../support/household.ts";
import { hurriedClock } from "../support/hurried-clock.ts";

/** So many buttons of each kind are pressed in one group, and in all: 2,000 nodes look alike. */
const pressesPerGroup = 2;
const pressesPerAction = 16;

/** Pressing it would make the rest of the walk another language's. */
function leavesLanguage(action: Action, t: Locale): boolean {
  return action.do === "setLanguage" && action.language !== "auto" && action.language !== t.tag;
}

interface Crawl {
  readonly pressed: ReadonlyMap<ActionName, number>;
  /** Different titles, and different buttons that stood on them. */
  readonly screens: ReadonlySet<string>;
  readonly buttons: ReadonlySet<string>;
}

/** A message as the bot drew it. */
interface Drawn {
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly callback_data?: string }[];
}

const drawing: ReadonlySet<string> = new Set(["sendMessage", "editMessageText", "sendPhoto", "editMessageMedia"]);

/** Hands back what was drawn since it was asked last: also a screen that another one has replaced since. */
function drawings(api: BotApi): () => Drawn[] {
  const known = new WeakSet<RecordedCall>();
  return () => {
    const fresh = api.calls.all.filter((call) => !known.has(call));
    for (const call of fresh) known.add(call);
    return fresh
      .filter(({ method }) => drawing.has(method))
      .map(({ payload }) => {
        const { inline_keyboard: rows = [] } = payload["reply_markup"] as { inline_keyboard?: Drawn["buttons"][] };
        const { caption = "" } = (payload["media"] ?? payload) as { caption?: string };
        const { text = caption } = payload as { text?: string };
        return { text, buttons: rows.flat() };
      });
  };
}

function expectWayBack({ text, buttons }: Drawn, t: Locale): void {
  const ways = [t.nav.back, t.nav.home, t.nav.cancel, t.home.nodes];
  expect(
    buttons.some((button) => ways.includes(button.text)),
    text,
  ).toBe(true);
}

/** Plain English sentences of the bot, to find what a Chinese screen must not hold. */
function sentences(value: unknown): string[] {
  if (typeof value === "string") return value.length > 10 && /[a-z] [a-z]/i.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
}
const english = sentences(locales.en);

/** A picture's own buttons, which a text cannot have. */
function standsUnderPicture(action: Action): boolean {
  const isChart = action.do === "chart" || action.do === "chartGroup";
  return action.do === "freshHome" || (isChart && action.where === "m");
}

function newestScreen(client: Client): MessageView {
  const screens = client.user
    .messages()
    .filter(
      ({ from, photo, pinnedMessageId }) => from === "bot" && photo === undefined && pinnedMessageId === undefined,
    );
  return screens.at(-1) ?? client.console;
}

/** A core that restarts takes its time; what it does then is not waited for. */
const longestMs = 3000;

/** Resolves when what was pressed is done and shown. */
async function shown(bot: House["bot"]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestMs);
  await Promise.race([bot.settled(), promise]);
  clearTimeout(timer);
}

/** Presses every button that can be reached from the menu, a few of each kind; each must be answered. */
async function crawl(client: Client, t: Locale, { api, bot }: Pick<House, "api" | "bot">): Promise<Crawl> {
  const pressed = new Map<ActionName, number>();
  const here = new Map<string, number>();
  const screens = new Set<string>();
  const foreign = t.tag === "en" ? [] : english;
  const seen = new Set<string>();
  const queue: string[] = [];
  const fresh = drawings(api);
  const collect = (): void => {
    for (const drawn of fresh()) {
      screens.add(drawn.text.split("\n")[0] ?? "");
      expectWayBack(drawn, t);
      expect(drawn.text).toMatch(/\S/);
      expect(foreign.filter((sentence) => drawn.text.includes(sentence))).toEqual([]);
      for (const { callback_data: data } of drawn.buttons) {
        if (data === undefined || seen.has(data)) continue;
        seen.add(data);
        queue.push(data);
      }
    }
  };
  const next = async (): Promise<string | undefined> => {
    await shown(bot);
    collect();
    return queue.shift();
  };
  for (let data = await next(); data !== undefined; data = await next()) {
    const action = decodePress(data)?.action;
    if (action === undefined) throw new Error(`a button holds ${data}, which nobody understands`);
    if (leavesLanguage(action, t)) continue;
    const times = pressed.get(action.do) ?? 0;
    const place = `${action.do} ${"group" in action ? action.group : ""}`;
    const timesHere = here.get(place) ?? 0;
    if (times >= (action.do === "selectBest" ? 2 : pressesPerAction) || timesHere >= pressesPerGroup) continue;
    pressed.set(action.do, times + 1);
    here.set(place, timesHere + 1);
    const { chatId, messageId } = standsUnderPicture(action) ? client.photo : newestScreen(client);
    await client.user.press(chatId, messageId, { data });
  }
  return { pressed, screens, buttons: seen };
}

/** Nobody else is led to them. */
const forManagers = [
  "people",
  "person",
  "knock",
  "dropKnock",
  "invite",
  "withdrawInvites",
  "editPerson",
  "removePerson",
  "draft",
  "draftRole",
  "draftGroups",
  "draftGroup",
  "grant",
  "setStrangers",
] as const satisfies readonly ActionName[];

/** What cannot be reached in the house *home* from a menu alone: one controller, short lists, nothing searched for. */
const never = [
  "regions",
  "region",
  "jump",
  "askPage",
  "keepSwitch",
  "forgetGone",
  "heapProfile",
  "useController",
  "found",
  "alertList",
  "alertOpen",
  "undoLatest",
  "updateRuleProvider",
  "draftControllers",
  "draftController",
  "notifyHere",
  "setFamilyHere",
  "wishAsAll",
  "wholeTail",
  "tailFile",
  "coreLogs",
  "doorPeople",
] as const satisfies readonly ActionName[];

/** What changes something, and the way to it. */
const forOperators = [
  "select",
  "selectBest",
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
  "maintenance",
  "updateGeo",
  "upgradeUi",
  "confirm",
  "setSound",
  "notify",
  "setFamily",
  "setAlertsFrom",
  "askQuiet",
  "muteChat",
  "tryAlert",
] as const satisfies readonly ActionName[];

const forAdmins = [
  "reloadConfig",
  "restartCore",
  "upgradeCore",
  "diagnose",
  "config",
  "setSetting",
  "setLogLevel",
  "audit",
] as const satisfies readonly ActionName[];

const unreachable: Readonly<Record<"admin" | "operator" | "viewer", readonly ActionName[]>> = {
  admin: never,
  operator: [...never, ...forManagers, ...forAdmins],
  viewer: [...never, ...forManagers, ...forAdmins, ...forOperators],
};

/** A house, whose bot is walked through by whom, in which language. */
type Walk = readonly [scenario: ScenarioName, role: keyof typeof unreachable, language: "en" | "zh"];

/** Walks through the whole bot once for each; what walks in a file of its own walks beside the others. */
export function everyButton(...walks: readonly Walk[]): void {
  describe("every button that can be reached", () => {
    test.for(walks)(
      "in the house %s as %s in %s is answered, and leads to a screen that Telegram takes",
      { timeout: 600_000 },
      async ([scenario, role, language], { annotate }) => {
        const engines = testEngines();
        const stateDir = mkdtempSync(path.join(tmpdir(), "telegram-crawler-"));
        onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
        writeFileSync(path.join(stateDir, "people.json"), JSON.stringify(household));
        const { core, api, bot, log } = await house({
          core: { scenario, clock: hurriedClock },
          talk: ["a.test", "b.test"].map((host) => ({ host, sourceIP: "192.168.1.20" })),
          engines,
          stateDir,
          cap: "critical",
          users: { "1001": role },
          // On a machine that is busy with much else, all of it takes its time.
          api: { limits: { answerWithinMs: 120_000 } },
          pace: { tapsInTenSeconds: 10_000, frameMs: 20, busyFrameMs: 20, callMs: 60_000 },
        });
        // Who speaks is only known after the first look at the connections.
        const speakers = core.world.connections.list().length > 0 ? 1 : 0;
        await vi.waitFor(() => expect(engines.engines.devices?.list().length).toBeGreaterThanOrEqual(speakers), {
          timeout: 30_000,
        });
        const ada = new Client(api, 1001, language);
        const t = locales[language];
        await ada.write("/menu", t.home.title);
        const { pressed, screens, buttons } = await crawl(ada, t, { api, bot });
        const presses = [...pressed.values()].reduce((sum, times) => sum + times, 0);
        await annotate(`${screens.size} titles, ${buttons.size} buttons, ${presses} presses of ${pressed.size} kinds`);
        expectNothingRefused(api);
        expect(log.lines.filter((line) => line.startsWith("error"))).toEqual([]);
        expect(screens.size).toBeGreaterThan(role === "admin" ? 5 : 4);
        const missed = (Object.keys(actionSpecs) as ActionName[]).filter((name) => !pressed.has(name));
        const allowed = new Set<ActionName>(unreachable[role]);
        // A house without automatic groups, with a single page or without any group has fewer kinds of buttons.
        expect(scenario === "home" ? missed.filter((name) => !allowed.has(name)) : []).toEqual([]);
      },
    );
  });
}
