import { setMenuOpen, showMenu } from "./dialogs.js";
import { words } from "./words.js";

const byId = (id) => document.getElementById(id);

/**
 * The text field with the command menu, the forced reply above it and the START button in its place.
 * @param {{ send(text: string, replyTo?: number): void, commands(): object[] }} chat
 */
export function startComposer(chat) {
  const text = byId("text");
  let replyTo;

  const answer = (message) => {
    replyTo = message?.messageId;
    byId("reply").hidden = message === undefined;
    byId("reply-text").textContent = message?.text ?? "";
    text.placeholder = message?.ask?.input_field_placeholder || words().message;
    if (message !== undefined) text.focus();
  };
  const send = (value) => {
    text.value = "";
    fit();
    chat.send(value, replyTo);
    answer(undefined);
  };
  const fit = () => {
    text.rows = Math.min(6, text.value.split("\n").length);
    byId("composer").classList.toggle("filled", text.value.trim() !== "");
    const typed = /^\/(\w*)$/.exec(text.value);
    if (typed === null) setMenuOpen(false);
    else showMenu(chat.commands(), typed[1], send);
  };

  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim() !== "") send(text.value.trim());
  });
  text.addEventListener("input", fit);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  });
  byId("menu-button").addEventListener("click", () => {
    if (byId("menu").hidden) showMenu(chat.commands(), "", send);
    else setMenuOpen(false);
  });
  byId("start").addEventListener("click", () => send("/start"));
  byId("reply-cancel").addEventListener("click", () => answer(undefined));

  return {
    answer,
    offerMenu(isThere) {
      byId("menu-button").hidden = !isThere;
    },
    /** A chat that was never started shows the button instead of the field. */
    open(isStarted) {
      text.placeholder ||= words().message;
      byId("start").hidden = isStarted;
      byId("composer").hidden = !isStarted;
    },
  };
}
