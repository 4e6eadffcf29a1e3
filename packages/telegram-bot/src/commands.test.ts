import { expect, test } from "vitest";
import { commandActions, commandNamed, commandsFor, helpOn, isMenuCommand } from "./commands.ts";
import { locales } from "./locales/index.ts";

const all = { several: true, charts: true, alerts: true, devices: true, scenes: true };
const none = { several: false, charts: false, alerts: false, devices: false, scenes: false };
const namesOf = (role: "viewer" | "operator", several: boolean, offers = none) =>
  commandsFor({ id: 1, role }, locales.en, { ...offers, several }).map(({ command }) => command);

test("commands come with a description in the person's language", () => {
  expect(commandsFor({ id: 1, role: "admin" }, locales.zh, none)[0]).toEqual({
    command: "menu",
    description: "打开菜单",
  });
});

test("who may only look is not offered what changes something", () => {
  expect(namesOf("operator", false)).toContain("use");
  expect(namesOf("viewer", false)).not.toContain("use");
  expect(namesOf("viewer", false)).not.toContain("test");
});

test("the choice of controllers is offered where there is one", () => {
  expect(namesOf("viewer", true)).toContain("controllers");
  expect(namesOf("viewer", false)).not.toContain("controllers");
});

test("what this process cannot do has no command", () => {
  expect(namesOf("operator", false, all)).toEqual(expect.arrayContaining(["alerts", "devices", "scenes"]));
  for (const command of ["alerts", "devices", "scenes", "maintenance", "chart", "traffic"])
    expect(namesOf("operator", false)).not.toContain(command);
});

/** What the commands of everybody are, and what each role has besides. */
const everybody = [
  "menu",
  "nodes",
  "fav",
  "dns",
  "lookup",
  "errors",
  "tail",
  "logs",
  "mode",
  "status",
  "dash",
  "traffic",
];
const more = [
  "chart",
  "alerts",
  "conns",
  "devices",
  "providers",
  "rules",
  "scenes",
  "route",
  "controllers",
  "settings",
];
const own = ["id", "cancel", "help"];
const operators = ["use", "test", "fakeip"];
const admins = ["maintenance", "restart", "upgrade", "config", "audit", "diag", "people"];

test.each([
  ["viewer", [...everybody, ...more, ...own]],
  ["operator", [...everybody, ...more, ...own, ...operators]],
  ["admin", [...everybody, ...more, ...own, ...operators, ...admins]],
] as const)("a %s is offered exactly these, in both languages", (role, expected) => {
  for (const t of Object.values(locales)) {
    const offered = commandsFor({ id: 1, role }, t, all).map(({ command }) => command);
    expect(offered.toSorted()).toEqual([...expected].toSorted());
  }
});

test("Telegram takes every command: names and descriptions within its limits, in both languages", () => {
  for (const t of Object.values(locales)) {
    for (const { command, description } of commandsFor({ id: 1, role: "admin" }, t, all)) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(256);
      expect(["use", "route"].includes(command) || isMenuCommand(command)).toBe(true);
    }
  }
});

test("what people type who know other bots is understood", () => {
  expect(["connections", "CTL", "lang", "nodes", "toString"].map(commandNamed)).toEqual([
    "conns",
    "controllers",
    "settings",
    "nodes",
    "tostring",
  ]);
});

test("commands are their own names only", () => {
  expect(isMenuCommand("toString")).toBe(false);
  expect(commandActions.start).toEqual({ do: "home" });
});

test("help on a word lists the commands that have to do with it", () => {
  const commands = commandsFor({ id: 1, role: "admin" }, locales.en, all);
  expect(helpOn(commands, "/mode").map(({ command }) => command)).toContain("mode");
  expect(helpOn(commands, "quota").map(({ command }) => command)).toEqual(["providers"]);
  expect(helpOn(commands, "")).toEqual(commands);
  expect(helpOn(commands, "no such thing")).toEqual([]);
});
