import type { BotState } from "../state/bot-state.ts";
import type { CallbackAnswer } from "../state/callback-queries.ts";
import type { ChatBarrier, Person } from "../state/chats.ts";
import type { BotCommand } from "../types.ts";
import { editText, memberRoom, pressData, sendText, type SendOptions } from "./actions.ts";
import { changeBotStatus } from "./bot-membership.ts";
import { viewMessage, type MessageView } from "./message-view.ts";

export interface UserOptions {
  id: number;
  name: string;
  username?: string;
  /** IETF tag of the person's client, for example `en` or `zh-hans`. */
  languageCode?: string;
  /** Whether the private chat is open already. Default false: a bot cannot write to a person who never wrote to it. */
  started?: boolean;
}

export interface ExpectOptions {
  /** Default 5000. */
  timeoutMs?: number;
  /** Default: the private chat with the bot. */
  chatId?: number;
}

/** A person with a client in the hand. */
export interface TestUser {
  readonly id: number;
  readonly name: string;
  /** Writes a message and returns it. */
  send(text: string, options?: SendOptions): MessageView;
  edit(messageId: number, text: string, chatId?: number): void;
  /**
   * Presses a button: by its label (which must stand on the message now), or any data, forged or not. Resolves when the
   * bot has answered; rejects when it does not within the limit. The label of a link resolves with its address.
   */
  press(chatId: number, messageId: number, button: string | { data: string }): Promise<CallbackAnswer>;
  /** The chat as it looks now, oldest message first. Default: the private chat with the bot. */
  messages(chatId?: number): MessageView[];
  /** Resolves with the newest message that matches, as soon as one does. */
  expectMessage(predicate: (message: MessageView) => boolean, options?: ExpectOptions): Promise<MessageView>;
  /** The command menu that the client offers in a chat. */
  commands(chatId?: number): BotCommand[];
  block(): void;
  unblock(): void;
  /** Deletes the account. */
  deactivate(): void;
}

export function createTestUser(state: BotState, options: UserOptions): TestUser {
  const person: Person = {
    id: options.id,
    is_bot: false,
    first_name: options.name,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.languageCode === undefined ? {} : { language_code: options.languageCode }),
  };
  state.chats.people.set(person.id, person);
  const chat = { id: person.id, type: "private" as const, first_name: person.first_name };
  const room = state.chats.room(chat, [person.id], options.started === true ? "none" : "not-started");

  const messages = (chatId = person.id): MessageView[] => {
    const where = memberRoom(state, person, chatId);
    return [...where.messages.values()].map((stored) => viewMessage(where, stored, state.bot.id));
  };
  const bar = (barrier: ChatBarrier, status: "member" | "kicked"): void => {
    room.barrier = barrier;
    changeBotStatus(state, room, person, status);
  };

  return {
    id: person.id,
    name: person.first_name,
    send(text, sendOptions = {}) {
      const stored = sendText(state, person, text, sendOptions);
      return viewMessage(memberRoom(state, person, stored.message.chat.id), stored, state.bot.id);
    },
    edit: (messageId, text, chatId = person.id) => editText(state, person, chatId, messageId, text),
    async press(chatId, messageId, button) {
      if (typeof button !== "string") return pressData(state, person, chatId, messageId, button.data);
      const buttons =
        messages(chatId)
          .find((message) => message.messageId === messageId)
          ?.buttons.flat() ?? [];
      const found = buttons.find((candidate) => candidate.text === button);
      if (found === undefined) {
        const labels = buttons.map((candidate) => `"${candidate.text}"`).join(", ");
        throw new Error(`message ${messageId} has no button "${button}"; it has ${labels === "" ? "none" : labels}`);
      }
      if (found.callback_data !== undefined) return pressData(state, person, chatId, messageId, found.callback_data);
      return { showAlert: false, ...(found.url === undefined ? {} : { url: found.url }) };
    },
    messages,
    expectMessage: (predicate, expectOptions = {}) =>
      expectMessage(state, () => messages(expectOptions.chatId), predicate, expectOptions.timeoutMs ?? 5000),
    commands: (chatId = person.id) => state.commands.shownTo(person, memberRoom(state, person, chatId).chat),
    block: () => bar("blocked", "kicked"),
    unblock: () => bar("none", "member"),
    deactivate: () => {
      room.barrier = "deactivated";
    },
  };
}

async function expectMessage(
  state: BotState,
  look: () => MessageView[],
  predicate: (message: MessageView) => boolean,
  timeoutMs: number,
): Promise<MessageView> {
  const { promise, resolve, reject } = Promise.withResolvers<MessageView>();
  const check = (): void => {
    const found = look().findLast(predicate);
    if (found !== undefined) resolve(found);
  };
  const unsubscribe = state.chats.onChange(check);
  const timer = setTimeout(() => {
    const last = look().at(-1);
    const seen = last === undefined ? "the chat is empty" : `the last message is ${JSON.stringify(last.text)}`;
    reject(new Error(`no message matched within ${timeoutMs} ms; ${seen}`));
  }, timeoutMs);
  try {
    check();
    return await promise;
  } finally {
    unsubscribe();
    clearTimeout(timer);
  }
}
