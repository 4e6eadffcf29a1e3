import type { Alert } from "@pointsman/core";
import { z } from "zod";
import type { Log } from "../delivery/log.ts";
import { type Language, type Locale, languageOf, localeFor, locales } from "../locales/index.ts";
import { type ChatSettings, settingsSchema } from "./settings.ts";
import { StateFile } from "./state-file.ts";
import { type LastSwitch, switchSchema } from "./switches.ts";

/** An alert that stands in the chat. */
const postedSchema = z.object({
  messageId: z.number(),
  /** What somebody did about it from there. */
  note: z.string().exactOptional(),
  /** As it was last told, to close it where it ended while nobody was there to say so. */
  alert: z.custom<Alert>(isAlert).exactOptional(),
});

/** What was told to a chat, by the alert's key, and the keys of what it has not heard of yet. */
const mailSchema = z.object({
  posted: z.record(z.string(), postedSchema).default({}),
  missed: z.array(z.string()).default([]),
});

export type Posted = z.output<typeof postedSchema>;
export type Mail = z.output<typeof mailSchema>;

function isAlert(value: unknown): boolean {
  const text = z.looseObject({ key: z.string(), kind: z.string(), state: z.string(), data: z.looseObject({}) });
  return text.safeParse(value).success;
}

const choiceSchema = z.object({ controller: z.string(), group: z.string(), node: z.string() });

/** A node in a group of a controller, as it was called when it was chosen. */
export type Choice = z.output<typeof choiceSchema>;

/** Starred nodes in the order of their stars, and those that were switched to last, the latest first. */
const choicesSchema = z.object({
  favourites: z.array(choiceSchema).default([]),
  lastUsed: z.array(choiceSchema).default([]),
});

export type Choices = z.output<typeof choicesSchema>;

/** More would be no favourites. */
const favouritesKept = 50;
const lastUsedKept = 5;

/** The dashboard that goes on for ever, in a message of its own. */
const dashboardSchema = z.object({ controller: z.string(), messageId: z.number() });

export type DashboardPlace = z.output<typeof dashboardSchema>;

const chatSchema = z.object({
  choices: choicesSchema.prefault({}),
  switches: z.array(switchSchema).default([]),
  settings: settingsSchema.prefault({}),
  mail: mailSchema.prefault({}),
  dashboard: dashboardSchema.exactOptional(),
});

const fileSchema = z.object({ version: z.literal(1), chats: z.record(z.string(), chatSchema) });

type Chat = z.output<typeof chatSchema>;

const freshChat: Chat = chatSchema.parse({});

/** What one chat keeps over restarts. */
export interface ChatMemory {
  readonly settings: ChatSettings;
  readonly choices: Choices;
  /** Keeps what is given, as far as there is room, and leaves the rest. */
  keepChoices(change: Partial<Choices>): void;
  /** What the chat's undo buttons put back. */
  readonly switches: readonly LastSwitch[];
  keepSwitches(switches: readonly LastSwitch[]): void;
  readonly mail: Mail;
  keepMail(mail: Mail): void;
  /** Where the chat's own dashboard stands that goes on for ever. */
  readonly dashboard: DashboardPlace | undefined;
  keepDashboard(place: DashboardPlace | undefined): void;
  /** Sets what is given and leaves the rest; undefined takes back what was set. */
  set(change: { readonly [Key in keyof ChatSettings]?: ChatSettings[Key] | undefined }): void;
}

export interface ChatsOptions {
  /** Absent: nothing outlives the process. */
  readonly file: string | undefined;
  /** Config key `telegram.language`. */
  readonly language: Language;
  readonly log: Log;
}

/** What every chat keeps, by the person's Telegram id. The constructor throws where a later version wrote the file. */
export class Chats {
  readonly #language: Language;
  readonly #listeners = new Set<(id: number) => void>();
  readonly #state: StateFile<z.output<typeof fileSchema>>;

  constructor({ file, language, log }: ChatsOptions) {
    this.#language = language;
    this.#state = new StateFile({ file, schema: fileSchema, fresh: { version: 1, chats: {} }, log });
  }

  of(id: number): ChatMemory {
    const chat = (): Chat => this.#chat(id);
    const keep = (next: Chat): void => this.#keep(id, next);
    return {
      get settings() {
        return chat().settings;
      },
      get choices() {
        return chat().choices;
      },
      keepChoices: (change) => {
        const { favourites, lastUsed } = { ...chat().choices, ...change };
        const kept = { favourites: favourites.slice(-favouritesKept), lastUsed: lastUsed.slice(0, lastUsedKept) };
        keep({ ...chat(), choices: kept });
      },
      get switches() {
        return chat().switches;
      },
      keepSwitches: (switches) => keep({ ...chat(), switches: [...switches] }),
      get mail() {
        return chat().mail;
      },
      keepMail: (mail) => {
        keep({ ...chat(), mail });
        // Telegram has the message already: a process that is killed now must leave its number to the next one.
        this.#state.flush();
      },
      get dashboard() {
        return chat().dashboard;
      },
      keepDashboard: (place) => {
        const { dashboard: _, ...rest } = chat();
        keep(place === undefined ? rest : { ...rest, dashboard: place });
        this.#state.flush();
      },
      set: (change) => {
        const before = this.commandLanguage(id);
        keep({ ...chat(), settings: merged(chat().settings, change) });
        if (this.commandLanguage(id) !== before) for (const listener of this.#listeners) listener(id);
      },
    };
  }

  /** Telegram ids of those whose chat has a dashboard that goes on for ever. */
  get withDashboard(): readonly number[] {
    return Object.entries(this.#state.value.chats)
      .filter(([, { dashboard }]) => dashboard !== undefined)
      .map(([id]) => Number(id));
  }

  /** The language for a press or a text of somebody whose Telegram says `languageCode`. */
  localeOf(id: number, languageCode: string | undefined): Locale {
    const { language, spoken } = this.#chat(id).settings;
    const theirs = localeFor(this.#language, languageCode);
    const tag = languageOf(theirs);
    if (spoken !== tag) this.of(id).set({ spoken: tag });
    return language === "auto" ? theirs : locales[language];
  }

  /** The language for what is told unasked. */
  localeUnasked(id: number): Locale {
    const { language, spoken } = this.#chat(id).settings;
    return language === "auto" ? localeFor(this.#language, spoken) : locales[language];
  }

  /** The language that this chat's commands are registered in; `auto`: in each that there is. */
  commandLanguage(id: number): Language {
    const { language } = this.#chat(id).settings;
    return language === "auto" ? this.#language : language;
  }

  /** Calls back with the chat whose commands belong in another language now. */
  onLanguage(listener: (id: number) => void): void {
    this.#listeners.add(listener);
  }

  forget(id: number): void {
    const { [String(id)]: _, ...chats } = this.#state.value.chats;
    this.#state.replace({ version: 1, chats });
  }

  flush(): void {
    this.#state.flush();
  }

  #chat(id: number): Chat {
    return this.#state.value.chats[String(id)] ?? freshChat;
  }

  #keep(id: number, chat: Chat): void {
    this.#state.replace({ version: 1, chats: { ...this.#state.value.chats, [String(id)]: chat } });
  }
}

function merged(settings: ChatSettings, change: Parameters<ChatMemory["set"]>[0]): ChatSettings {
  const all = Object.entries({ ...settings, ...change }).filter(([, value]) => value !== undefined);
  return settingsSchema.parse(Object.fromEntries(all));
}
