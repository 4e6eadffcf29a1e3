import type { Controller } from "@pointsman/core";
import type { Api } from "grammy";
import { maySee, type Person } from "./access.ts";
import type { Action } from "./callback/actions.ts";
import { chartKindsOf } from "./charts/read-chart.ts";
import { classifyFailure, failureText } from "./delivery/failure.ts";
import type { Log } from "./delivery/log.ts";
import { type Language, type Locale, locales } from "./locales/index.ts";
import { offersOf } from "./model/household.ts";
import { mayManagePeople, maySeeAudit, mayTouch } from "./model/rights.ts";
import type { Offers } from "./screens/more.ts";

/** Commands that open a screen, with the button that does the same. */
export const commandActions = {
  start: { do: "home" },
  menu: { do: "home" },
  nodes: { do: "groups", page: 0 },
  fav: { do: "favourites" },
  test: { do: "tests", page: 0 },
  dns: { do: "dns" },
  lookup: { do: "lookup" },
  fakeip: { do: "flushFakeIp" },
  errors: { do: "errors", level: "warning" },
  tail: { do: "errors", level: "info" },
  logs: { do: "errors", level: "warning" },
  mode: { do: "mode" },
  status: { do: "report" },
  dash: { do: "status" },
  traffic: { do: "chart", what: "traffic", range: "24h", where: "s" },
  chart: { do: "chart", what: "traffic", range: "1h", where: "s" },
  alerts: { do: "alerts", page: 0 },
  conns: { do: "connections", page: 0, find: "n" },
  devices: { do: "devices", page: 0 },
  providers: { do: "providers", page: 0 },
  rules: { do: "rules", page: 0, find: "n" },
  scenes: { do: "scenes" },
  maintenance: { do: "maintenance" },
  restart: { do: "restartCore" },
  upgrade: { do: "maintenance" },
  controllers: { do: "controllers" },
  config: { do: "config" },
  audit: { do: "audit", page: 0 },
  diag: { do: "diagnose" },
  settings: { do: "settings" },
  people: { do: "people" },
  id: { do: "whoami" },
  cancel: { do: "home" },
  help: { do: "help" },
} as const satisfies Readonly<Record<string, Action>>;

export type MenuCommand = keyof typeof commandActions;

/** What people type who know other bots; not in the menu. */
const aliases: Readonly<Record<string, MenuCommand>> = {
  connections: "conns",
  ctl: "controllers",
  lang: "settings",
};

/** The command that is meant: an alias by its own name, everything else as it is. */
export function commandNamed(word: string): string {
  const name = word.toLowerCase();
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
}

export function isMenuCommand(name: string): name is MenuCommand {
  return Object.hasOwn(commandActions, name);
}

/** For people who may not change anything, what changes something is left out. */
const acting: ReadonlySet<string> = new Set(["use", "test", "fakeip"]);
/** And this for who does not answer for the house. */
const forAdmins = ["maintenance", "restart", "upgrade", "config", "audit", "diag"] as const;

interface CommandEntry {
  readonly command: string;
  readonly description: string;
}

/** What decides which commands are worth a line in the menu. */
export interface CommandOffers extends Offers {
  /** The person has more than one controller. */
  readonly several: boolean;
  /** Something is recorded that can be drawn. */
  readonly charts: boolean;
}

/** What this person is offered at any of these controllers. */
export function commandOffers(person: Person, controllers: Iterable<Controller>): CommandOffers {
  const seen = [...controllers].filter((controller) => maySee(person, controller.id));
  const all = seen.map((controller) => offersOf(controller, person));
  return {
    several: seen.length > 1,
    charts: seen.some((controller) => chartKindsOf(controller).length > 0),
    alerts: all.some((one) => one.alerts),
    devices: all.some((one) => one.devices),
    scenes: all.some((one) => one.scenes),
  };
}

/** The command menu of one person in one language. */
export function commandsFor(person: Person, t: Locale, offers: CommandOffers): CommandEntry[] {
  const hidden = new Set([
    ...(offers.several || maySeeAudit(person) ? [] : ["controllers"]),
    ...(offers.charts ? [] : ["chart", "traffic"]),
    ...(offers.alerts ? [] : ["alerts"]),
    ...(offers.devices ? [] : ["devices"]),
    ...(offers.scenes ? [] : ["scenes"]),
    ...(maySeeAudit(person) ? [] : forAdmins),
    ...(mayManagePeople(person) ? [] : ["people"]),
    ...(mayTouch(person) ? [] : acting),
  ]);
  return Object.entries(t.commands)
    .filter(([command]) => !hidden.has(command))
    .map(([command, description]) => ({ command, description }));
}

/** Those that have to do with this word; all for an empty one. */
export function helpOn(commands: readonly CommandEntry[], about: string): readonly CommandEntry[] {
  const wanted = about.trim().replace(/^\//, "").toLowerCase();
  return commands.filter(
    ({ command, description }) => command.includes(wanted) || description.toLowerCase().includes(wanted),
  );
}

/** The lists to register: Chinese clients get Chinese, all others the default; a fixed language is everybody's. */
function registrations(language: Language): readonly { readonly t: Locale; readonly languageCode?: "zh" }[] {
  const [all, chinese] = language === "auto" ? [locales.en, locales.zh] : [locales[language], locales[language]];
  return [{ t: all }, { t: chinese, languageCode: "zh" }];
}

export interface RegistrationOptions {
  readonly language: Language;
  readonly offers: CommandOffers;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Registers a person's commands for the private chat with the bot; strangers see none, as the default list stays empty.
 * Lists that are already right are left alone.
 */
export async function registerCommands(
  api: Api,
  person: Person,
  { language, offers, log, signal }: RegistrationOptions,
): Promise<void> {
  for (const { t, languageCode } of registrations(language)) {
    if (signal.aborted) return;
    const where = {
      scope: { type: "chat", chat_id: person.id } as const,
      ...(languageCode === undefined ? {} : { language_code: languageCode }),
    };
    const wanted = commandsFor(person, t, offers);
    try {
      const known = await api.getMyCommands(where);
      if (JSON.stringify(known) !== JSON.stringify(wanted)) await api.setMyCommands(wanted, where);
    } catch (error) {
      if (classifyFailure(error).kind !== "blocked")
        log.warn(`Commands could not be registered: ${failureText(error)}`);
      return;
    }
  }
}

/** Takes the commands of somebody who may not use the bot any more. Best effort: they would be met with silence anyway. */
export async function withdrawCommands(api: Api, personId: number): Promise<void> {
  const scope = { type: "chat", chat_id: personId } as const;
  await api.deleteMyCommands({ scope }).catch(() => undefined);
  await api.deleteMyCommands({ scope, language_code: "zh" }).catch(() => undefined);
}
