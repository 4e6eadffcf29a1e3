import { writeFileSync } from "node:fs";
import path from "node:path";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Route } from "../src/session/route.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { testEngines } from "./support/engines.ts";
import { Client, house } from "./support/house.ts";
import { household } from "./support/household.ts";

type Tap = string | RegExp | { readonly write: string };

/** Taps from Home, and what then stands on the screen. A text that a screen asks for is no tap. */
type Way = readonly [shows: string | RegExp, ...taps: readonly Tap[]];

/** The way to each screen that there is. */
const ways: Readonly<Record<Route["at"], Way>> = {
  home: ["Mode: rule"],
  status: ["Dashboard", "Dashboard"],
  groups: ["Which group?", "Nodes"],
  group: ["Tap a node to switch", "Nodes", "Streaming"],
  node: ["Type:", "Nodes", "Streaming", /^✅/],
  // Of a long list only.
  regions: ["Where?", "Nodes", "Group 01", "Regions"],
  letters: ["Which letter?", "Nodes", "Group 01", "A–Z"],
  filters: [/\d+ of \d+ nodes fit/, "Nodes", "Group 01", "Filter"],
  jump: ["Where to?", "Nodes", "Group 01", /^1\/\d+$/],
  favourites: [/› Favourites/, "Nodes", "Favourites"],
  tests: ["Test what?", "Test"],
  test: [/answered|Testing/, "Test", "What is in use now"],
  dns: ["Empty the core's DNS cache", "DNS"],
  errors: [/› Errors/, "Errors"],
  mode: ["Now: rule", "Mode"],
  confirm: ["Sure?", "Mode", "direct"],
  found: [/× “hk”/, { write: "hk" }],
  alerts: ["to know of", "Alerts"],
  alert: ["Since", "Alerts", "HK 01"],
  notify: ["What comes to this chat", "Alerts", "Notifications"],
  connections: ["1 open", "Connections"],
  connection: ["one.test:", "Connections", "one.test"],
  ask: ["Send me part", "Connections", "Find"],
  devices: [/› Devices/, "Devices"],
  device: ["Address:", "Devices", "TV"],
  more: [/› More/, "More"],
  providers: [/› Providers/, "More", "Providers"],
  provider: ["Updated", "More", "Providers", "nimbus"],
  rules: ["the first that fits decides", "More", "Rules"],
  rule: ["State: on", "More", "Rules", /^1 /],
  scenes: ["movie: mode rule", "More", "Scenes"],
  way: [/netflix\.com/, "More", "Which way?", { write: "netflix.com" }],
  maintenance: ["Each tells what it does", "More", "Maintenance"],
  controllers: [/› Controllers/, "More", "Controllers"],
  overview: ["All controllers", "More", "Controllers", "Overview"],
  report: ["TUN: on", "More", "Status"],
  diagnosis: ["answers in", "More", "Controllers", "Diagnosis"],
  config: ["As the core runs now", "More", "Config"],
  audit: [/› Audit/, "More", "Audit"],
  whoami: ["Telegram id: 1001", "More", "Help", "Who am I?"],
  ruleProviders: [/› Rule lists/, "More", "Providers", "Rule lists"],
  people: ["Who may use this bot", "More", "People"],
  person: ["Role", "More", "People", "Bob"],
  knock: ["Knocked", "More", "People", "Eve"],
  draft: ["Whoever opens the link", "More", "People", "Invite"],
  // The end of a dialogue that began there.
  invited: ["t.me/", "More", "People", "Invite", "Go on", "Yes"],
  settings: ["Language: automatic", "More", "Settings"],
  help: ["You are: admin.", "More", "Help"],
};

const dialogues: ReadonlySet<string> = new Set(["invited"]);

/** Goes the way from Home, and finds a way back at its end. */
async function go(ada: Client, screen: string, [shows, ...taps]: Way): Promise<void> {
  const pressed = taps.filter((tap) => typeof tap === "string" || tap instanceof RegExp);
  expect(pressed.length, screen).toBeLessThanOrEqual(dialogues.has(screen) ? 5 : 3);
  await ada.write("/menu", "Mode: rule");
  for (const [index, tap] of taps.entries()) {
    if (typeof tap === "object" && "write" in tap) {
      // A screen that asks for a text has nothing but a way out.
      if (index > 0) await ada.seesButton("Cancel");
      ada.user.send(tap.write);
    } else {
      await ada.seesButton(tap);
      await ada.press(tap);
    }
  }
  await ada.sees(shows);
  const back = ["Back", "Home", "Cancel", "Nodes"];
  expect(
    ada.labels.some((label) => back.some((way) => label.includes(way))),
    screen,
  ).toBe(true);
}

const pace = { tapsInTenSeconds: 10_000 };

test("every screen is three taps away at most, and leads back", async () => {
  const folder = makeTemporaryFolder("ways");
  onTestFinished(() => folder.remove());
  writeFileSync(path.join(folder.path, "people.json"), JSON.stringify(household));
  const engines = testEngines();
  const talk = [{ host: "one.test", sourceIP: "192.168.1.20" }];
  const { api } = await house({ engines, stateDir: folder.path, cap: "critical", pace, talk });
  await vi.waitFor(() => expect(engines.engines.devices?.list()).toHaveLength(1), { timeout: 30_000 });
  const ada = new Client(api);
  const { regions: _regions, letters: _letters, filters: _filters, jump: _jump, ...others } = ways;
  for (const [screen, way] of Object.entries(others)) await go(ada, screen, way);
  expectNothingRefused(api);
});

test("the indexes of a long list are three taps away, and lead back", async () => {
  const names = Array.from({ length: 60 }, (_, index) => `HK ${index + 1}`);
  const proxies = names.map((name) => ({ name, type: "http", server: "a.example.com", port: 80 }));
  const config = {
    proxies,
    "proxy-groups": [{ name: "Group 01", type: "select", proxies: names }],
    rules: ["MATCH,Group 01"],
  };
  // JSON is YAML.
  const { api } = await house({ core: { config: JSON.stringify(config, undefined, 1) }, pace });
  const ada = new Client(api);
  for (const screen of ["regions", "letters", "filters", "jump"] as const) await go(ada, screen, ways[screen]);
  expectNothingRefused(api);
});
