import { badRequest } from "../errors.ts";
import { integerParam, isRecord, jsonParam, textParam, type Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import { parseCommands, type CommandScope } from "../state/commands.ts";
import { findRoom } from "./lookup.ts";
import type { Method } from "./method.ts";

const setMyCommands: Method = (state, params) => {
  const commands = parseCommands(jsonParam(params, "commands", "commands") ?? [], state.limits.commands);
  state.commands.set(readScope(state, params), readLanguage(params), commands);
  state.chats.notify({ kind: "people" });
  return true;
};

const getMyCommands: Method = (state, params) => state.commands.get(readScope(state, params), readLanguage(params));

const deleteMyCommands: Method = (state, params) => {
  state.commands.delete(readScope(state, params), readLanguage(params));
  state.chats.notify({ kind: "people" });
  return true;
};

function readLanguage(params: Params): string {
  const code = textParam(params, "language_code");
  if (code !== "" && !/^[a-z]{2}$/.test(code)) throw badRequest("LANG_CODE_INVALID");
  return code;
}

function readScope(state: BotState, params: Params): CommandScope {
  const value = jsonParam(params, "scope", "BotCommandScope");
  if (value === undefined) return { type: "default" };
  if (!isRecord(value)) throw badRequest("can't parse BotCommandScope: BotCommandScope must be an Object");
  const type = value["type"];
  switch (type) {
    case "default":
    case "all_private_chats":
    case "all_group_chats":
    case "all_chat_administrators":
      return { type };
    case "chat":
    case "chat_administrators":
    case "chat_member": {
      const inner: Params = { fields: value, files: params.files };
      const scope: CommandScope = { type, chat_id: findRoom(state, inner, "read").chat.id };
      const userId = integerParam(inner, "user_id");
      if (type !== "chat_member") return scope;
      if (userId === undefined) throw badRequest("can't parse BotCommandScope: Can't find field \"user_id\"");
      return { ...scope, user_id: userId };
    }
    default:
      throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  }
}

export const commandMethods = { setMyCommands, getMyCommands, deleteMyCommands };
