import type { Api } from "grammy";
import type { Person } from "./access.ts";
import { classifyFailure, failureText } from "./delivery/failure.ts";
import type { Log } from "./delivery/log.ts";
import { type Language, type Locale, locales } from "./locales/index.ts";
import { mayTouch } from "./model/rights.ts";
import type { Route } from "./session/route.ts";

/** Commands that open a screen. */
export const commandRoutes = {
  start: { at: "home" },
  menu: { at: "home" },
  nodes: { at: "groups", page: 0 },
  test: { at: "tests", page: 0 },
  dns: { at: "dns", asking: false },
  errors: { at: "errors", level: "warning" },
  mode: { at: "mode" },
  status: { at: "status" },
  controllers: { at: "controllers" },
  help: { at: "help" },
} as const satisfies Readonly<Record<string, Route>>;

export type MenuCommand = keyof typeof commandRoutes;

export function isMenuCommand(name: string): name is MenuCommand {
  return Object.hasOwn(commandRoutes, name);
}

/** For people who may not change anything, what changes something is left out. */
const acting: ReadonlySet<string> = new Set(["use", "test"]);

interface CommandEntry {
  readonly command: string;
  readonly description: string;
}

/** The command menu of one person in one language. */
export function commandsFor(person: Person, t: Locale, several: boolean): CommandEntry[] {
  return Object.entries(t.commands)
    .filter(([command]) => (several || command !== "controllers") && (mayTouch(person) || !acting.has(command)))
    .map(([command, description]) => ({ command, description }));
}

/** The lists to register: Chinese clients get Chinese, all others the default; a fixed language is everybody's. */
function registrations(language: Language): readonly { readonly t: Locale; readonly languageCode?: "zh" }[] {
  if (language !== "auto") return [{ t: locales[language] }];
  return [{ t: locales.en }, { t: locales.zh, languageCode: "zh" }];
}

export interface RegistrationOptions {
  readonly language: Language;
  /** The person has more than one controller. */
  readonly several: boolean;
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
  { language, several, log, signal }: RegistrationOptions,
): Promise<void> {
  for (const { t, languageCode } of registrations(language)) {
    if (signal.aborted) return;
    const where = {
      scope: { type: "chat", chat_id: person.id } as const,
      ...(languageCode === undefined ? {} : { language_code: languageCode }),
    };
    const wanted = commandsFor(person, t, several);
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
