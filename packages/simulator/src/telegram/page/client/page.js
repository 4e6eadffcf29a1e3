import { startComposer } from "./composer.js";
import { showAlert, showToast, viewPhoto } from "./dialogs.js";
import { renderMessage } from "./message.js";
import { speak, words } from "./words.js";

const byId = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
document.documentElement.classList.toggle("embedded", query.get("embed") === "1");
const theme = query.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

/** What the server told us last. */
const chat = { bot: { name: "" }, people: [], chats: [], commands: [], pending: [], started: true, members: 0 };
/** @type {Map<number, object>} */
const messages = new Map();
let isAtEnd = true;
let lastTop = 0;
let actionTimer;

const context = {
  get bot() {
    return chat.bot;
  },
  get me() {
    return chat.me;
  },
  get people() {
    return new Map(chat.people.map(({ id, name }) => [id, name]));
  },
  get isGroup() {
    return chat.chatId < 0;
  },
  find: (messageId) => messages.get(messageId),
  isPending: (messageId, data) => chat.pending.some((press) => press.messageId === messageId && press.data === data),
  actions: { sendCommand: (text) => send(text), say: showToast, jumpTo, viewPhoto, press },
};

const composer = startComposer({ send, commands: () => chat.commands });
connect();

function connect() {
  const wanted = new URLSearchParams();
  for (const name of ["user", "chat"]) if (query.has(name)) wanted.set(name, query.get(name));
  const events = new EventSource(`events?${wanted}`);
  const on = (name, handle) => events.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  events.addEventListener("open", () => document.body.classList.remove("offline"));
  events.addEventListener("error", () => {
    document.body.classList.add("offline");
    showHeader();
  });
  on("hello", hello);
  on("people", people);
  on("message", upsert);
  on("deleted", ({ messageId }) => {
    messages.delete(messageId);
    itemOf(messageId)?.remove();
    separateDays();
  });
  on("chat", header);
}

function hello(value) {
  Object.assign(chat, { started: true, pinned: undefined, pending: [] }, value);
  speak(value.language);
  messages.clear();
  for (const message of value.messages) messages.set(message.messageId, message);
  byId("messages").replaceChildren(...value.messages.map((message) => renderMessage(message, context)));
  separateDays();
  people(value);
  header(value);
  const last = value.messages.at(-1);
  composer.answer(last?.ask?.force_reply === true ? last : undefined);
  scrollDown();
}

function people(value) {
  const wanted = query.get("user");
  const hasArrived = chat.me === undefined && value.people.some(({ id }) => wanted === null || String(id) === wanted);
  Object.assign(chat, { people: value.people, chats: value.chats, commands: value.commands });
  // The stream was opened before the person was there: it starts again as that person.
  if (hasArrived) location.reload();
  choice(
    byId("person-choice"),
    chat.people.map(({ id, name }) => ({ id, label: name })),
    chat.me,
  );
  choice(
    byId("chat-choice"),
    chat.chats.map(({ id, title }) => ({ id, label: title })),
    chat.chatId,
  );
  composer.offerMenu(chat.commands.length > 0);
  showHeader();
}

function choice(select, entries, current) {
  select.hidden = entries.length < 2;
  select.replaceChildren(...entries.map(({ id, label }) => new Option(label, String(id), false, id === current)));
}

function header(value) {
  const waiting = chat.pending;
  Object.assign(chat, {
    started: value.started,
    pinned: value.pinned,
    pending: value.pending ?? [],
    action: value.action,
  });
  chat.members = value.members ?? chat.members;
  for (const { messageId } of [...waiting, ...chat.pending]) {
    for (const key of itemOf(messageId)?.querySelectorAll("[data-data]") ?? []) {
      key.classList.toggle("waiting", context.isPending(messageId, key.dataset.data));
    }
  }
  clearTimeout(actionTimer);
  if (chat.action !== undefined) actionTimer = setTimeout(endAction, chat.action.leftMs);
  byId("pinned").hidden = chat.pinned === undefined;
  byId("pinned-text").textContent = chat.pinned?.text.replaceAll(/\s+/g, " ") ?? "";
  composer.open(chat.started);
  showHeader();
}

function endAction() {
  chat.action = undefined;
  showHeader();
}

function showHeader() {
  const room = chat.chats.find(({ id }) => id === chat.chatId);
  const title = room?.title ?? chat.bot.name;
  byId("title").textContent = title;
  byId("avatar").textContent = title.slice(0, 1);
  document.title = title;
  const status = byId("status");
  status.classList.toggle("busy", chat.action !== undefined);
  if (document.body.classList.contains("offline")) status.textContent = words().connecting;
  else if (chat.action !== undefined) status.textContent = words().actions[chat.action.name] ?? words().working;
  else status.textContent = context.isGroup ? words().members(chat.members) : words().bot;
}

function upsert(message) {
  const isNew = !messages.has(message.messageId);
  messages.set(message.messageId, message);
  const item = renderMessage(message, context);
  if (isNew) {
    item.classList.add("arriving");
    byId("messages").append(item);
  } else itemOf(message.messageId)?.replaceWith(item);
  if (message.ask?.force_reply === true && isNew) composer.answer(message);
  separateDays();
  if (message.from === chat.me && isNew) scrollDown();
}

/** The first message of a day carries the date above it; the last of a run of one sender carries the tail. */
function separateDays() {
  const items = [...byId("messages").children];
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    item.classList.toggle("new-day", item.dataset.day !== items[index - 1]?.dataset.day);
    item.classList.toggle(
      "tail",
      next === undefined || next.classList.contains("own") !== item.classList.contains("own"),
    );
  }
}

const itemOf = (messageId) => byId("messages").querySelector(`[data-id="${messageId}"]`);

function scrollDown() {
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
}

function jumpTo(messageId) {
  itemOf(messageId)?.scrollIntoView({ block: "center", behavior: "smooth" });
}

async function post(action, body) {
  const response = await fetch(action, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: chat.me, chat: chat.chatId, ...body }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function send(text, replyTo) {
  post("send", { text, replyTo }).catch((error) => showToast(error.message));
}

function press(message, data) {
  post("press", { message, data }).then(showAnswer, () => showToast(words().noAnswer));
}

function showAnswer({ text, showAlert: isAlert, url }) {
  if (url !== undefined) window.open(url, "_blank", "noopener,noreferrer");
  if (text === undefined) return;
  if (isAlert) showAlert(chat.bot.name, text);
  else showToast(text);
}

byId("scroll").addEventListener("scroll", ({ target }) => {
  const isNearEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 80;
  // Only scrolling up leaves the end: content that grew below does not.
  if (isNearEnd || target.scrollTop < lastTop) isAtEnd = isNearEnd;
  lastTop = target.scrollTop;
});
// Whoever reads the end stays there when a message grows, a picture arrives or the menu opens.
const keepEnd = new ResizeObserver(() => isAtEnd && scrollDown());
keepEnd.observe(byId("messages"));
keepEnd.observe(byId("scroll"));

for (const parameter of ["person", "chat"]) {
  byId(`${parameter}-choice`).addEventListener("change", ({ target }) => {
    query.delete("chat");
    query.set(parameter === "person" ? "user" : "chat", target.value);
    location.search = query.toString();
  });
}
byId("pinned").addEventListener("click", () => jumpTo(chat.pinned.messageId));
