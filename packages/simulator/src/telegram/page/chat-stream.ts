import type { IncomingMessage, ServerResponse } from "node:http";
import { viewMessage, type FileView, type MessageView } from "../people/message-view.ts";
import type { BotState } from "../state/bot-state.ts";
import type { ChatChange, ChatRoom, Person } from "../state/chats.ts";

/** A message without the bytes of its file, which the page loads by id. */
type PageMessage = Omit<MessageView, "photo" | "document" | "entities" | "html"> & {
  photo?: Omit<FileView, "bytes"> & { width: number; height: number };
  document?: Omit<FileView, "bytes"> & { size: number };
};

const shownMessages = 200;
const keepAliveMs = 15_000;

/**
 * Server-sent events of one person's view of one chat: `hello` with everything, then `message`, `deleted`, `chat`
 * (header, menu, presses that wait) as they happen. A page that lost the connection gets a new `hello`.
 */
export function streamChat(
  state: BotState,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): void {
  const person = choosePerson(state, query.get("user"));
  const room = person === undefined ? undefined : chooseRoom(state, person, query.get("chat"));
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event: string, value: unknown): void =>
    void response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  send("hello", hello(state, person, room));

  const tell = (change: ChatChange): void => {
    if (change.kind === "people") send("people", overview(state, person, room));
    else if (person === undefined || room === undefined || change.chatId !== room.chat.id) return;
    else if (change.kind === "deleted") send("deleted", { messageId: change.messageId });
    else {
      const stored = change.kind === "message" ? room.messages.get(change.messageId) : undefined;
      if (stored !== undefined) send("message", pageMessage(viewMessage(room, stored, state.bot.id)));
      send("chat", chatHeader(state, person, room));
    }
  };
  const unsubscribe = state.chats.onChange(tell);
  const keepAlive = setInterval(() => response.write(": still here\n\n"), keepAliveMs);
  request.on("close", () => {
    unsubscribe();
    clearInterval(keepAlive);
  });
}

function choosePerson(state: BotState, wanted: string | null): Person | undefined {
  const [first] = state.chats.people.values();
  return wanted === null ? first : state.chats.people.get(Number(wanted));
}

function chooseRoom(state: BotState, person: Person, wanted: string | null): ChatRoom | undefined {
  const room = state.chats.rooms.get(wanted === null ? person.id : Number(wanted));
  return room?.members.has(person.id) === true ? room : undefined;
}

function hello(state: BotState, person: Person | undefined, room: ChatRoom | undefined): unknown {
  const stored = [...(room?.messages.values() ?? [])].slice(-shownMessages);
  return {
    ...overview(state, person, room),
    ...(person === undefined || room === undefined ? {} : chatHeader(state, person, room)),
    messages: room === undefined ? [] : stored.map((one) => pageMessage(viewMessage(room, one, state.bot.id))),
  };
}

/** Who there is and what may be chosen. */
function overview(state: BotState, person: Person | undefined, room: ChatRoom | undefined): object {
  const rooms = [...state.chats.rooms.values()];
  return {
    bot: { name: state.bot.first_name, username: state.bot.username },
    me: person?.id,
    language: person?.language_code,
    chatId: room?.chat.id,
    people: [...state.chats.people.values()].map(({ id, first_name: name }) => ({ id, name })),
    chats: rooms
      .filter((candidate) => person !== undefined && candidate.members.has(person.id))
      .map(({ chat }) => ({ id: chat.id, type: chat.type, title: chat.title ?? state.bot.first_name })),
    commands: person === undefined || room === undefined ? [] : state.commands.shownTo(person, room.chat),
  };
}

function chatHeader(state: BotState, person: Person, room: ChatRoom): object {
  const { action } = room;
  const pinned = room.messages.get([...room.pinned].at(-1) ?? 0)?.message;
  return {
    started: room.barrier !== "not-started",
    members: room.members.size + 1,
    ...(action !== undefined && action.until > state.clock.now()
      ? { action: { name: action.name, leftMs: action.until - state.clock.now() } }
      : {}),
    ...(pinned === undefined
      ? {}
      : { pinned: { messageId: pinned.message_id, text: pinned.text ?? pinned.caption ?? "" } }),
    pending: state.queries
      .pendingOf(person.id)
      .filter((press) => press.chatId === room.chat.id)
      .map(({ messageId, data }) => ({ messageId, data })),
  };
}

function pageMessage(view: MessageView): PageMessage {
  const { photo, document, entities: _entities, html: _html, ...rest } = view;
  const page: PageMessage = rest;
  if (photo !== undefined) {
    const { bytes: _, ...picture } = photo;
    page.photo = picture;
  }
  if (document !== undefined) {
    const { bytes, ...file } = document;
    page.document = { ...file, size: bytes.length };
  }
  return page;
}
