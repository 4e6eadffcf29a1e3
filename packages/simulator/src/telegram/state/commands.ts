import { badRequest } from "../errors.ts";
import { isRecord } from "../params.ts";
import type { BotCommand, TelegramChat, TelegramUser } from "../types.ts";

/** Where a command list holds. */
export interface CommandScope {
  type:
    | "default"
    | "all_private_chats"
    | "all_group_chats"
    | "all_chat_administrators"
    | "chat"
    | "chat_administrators"
    | "chat_member";
  chat_id?: number;
  user_id?: number;
}

/** The registered command lists, by scope and language. */
export class CommandStore {
  readonly #lists = new Map<string, BotCommand[]>();

  set(scope: CommandScope, language: string, commands: BotCommand[]): void {
    if (commands.length === 0) this.delete(scope, language);
    else this.#lists.set(key(scope, language), commands);
  }

  get(scope: CommandScope, language: string): BotCommand[] {
    return this.#lists.get(key(scope, language)) ?? [];
  }

  delete(scope: CommandScope, language: string): void {
    this.#lists.delete(key(scope, language));
  }

  /** The list a person's client shows in a chat: the narrowest scope wins, and in it the person's language. */
  shownTo(user: TelegramUser, chat: TelegramChat): BotCommand[] {
    const scopes: CommandScope[] =
      chat.type === "private"
        ? [{ type: "chat", chat_id: chat.id }, { type: "all_private_chats" }, { type: "default" }]
        : [
            { type: "chat_member", chat_id: chat.id, user_id: user.id },
            { type: "chat", chat_id: chat.id },
            { type: "all_group_chats" },
            { type: "default" },
          ];
    const language = (user.language_code ?? "").slice(0, 2);
    for (const scope of scopes) {
      const list = this.#lists.get(key(scope, language)) ?? this.#lists.get(key(scope, ""));
      if (list !== undefined) return list;
    }
    return [];
  }
}

function key(scope: CommandScope, language: string): string {
  return [scope.type, scope.chat_id ?? "", scope.user_id ?? "", language].join("/");
}

/** Reads the `commands` parameter with the server's limits: name 1–32 of `[a-z0-9_]`, description 1–256. */
export function parseCommands(value: unknown, atMost: number): BotCommand[] {
  if (!Array.isArray(value)) throw badRequest("can't parse commands JSON object");
  if (value.length > atMost) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw badRequest("can't parse BotCommand: expected an Object");
    const { command, description } = item;
    if (typeof command !== "string") throw badRequest("can't parse BotCommand: Can't find field \"command\"");
    if (typeof description !== "string") throw badRequest("can't parse BotCommand: Can't find field \"description\"");
    const name = command.replace(/^\//, "");
    if (name === "") throw badRequest("command name is empty");
    if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest("BOT_COMMAND_INVALID");
    const text = description.trim();
    if (text === "") throw badRequest("command description is empty");
    if (text.length > 256) throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    return { command: name, description: text };
  });
}
