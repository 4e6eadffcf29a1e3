// Formatted text → nodes. Everything a bot wrote enters the page as text nodes, never as markup.

import { locale, words } from "./words.js";

/** @typedef {string | { type: string, children: TextNode[], url?: string, language?: string, unixTime?: number, format?: string }} TextNode */

const tags = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  blockquote: "blockquote",
};

/**
 * @param {TextNode[]} nodes
 * @param {{ sendCommand(text: string): void, say(text: string): void }} actions
 * @returns {DocumentFragment}
 */
export function richText(nodes, actions) {
  const fragment = document.createDocumentFragment();
  for (const [index, node] of nodes.entries()) {
    if (typeof node !== "string") fragment.append(element(node, actions));
    // A block ends its line by itself: the line break after it would show as an empty line.
    else fragment.append(isBlock(nodes[index - 1]) ? node.replace(/^\n/, "") : node);
  }
  return fragment;
}

function isBlock(node) {
  return typeof node === "object" && ["pre", "blockquote", "expandable_blockquote"].includes(node.type);
}

function element(node, actions) {
  const made = build(node, actions);
  (made.querySelector("[data-content]") ?? made).append(richText(node.children, actions));
  if (node.type === "date_time") showTime(made, node);
  return made;
}

function build(node, actions) {
  switch (node.type) {
    case "text_link":
      return link(node.url);
    case "url":
      return link(plainText(node));
    case "email":
      return Object.assign(document.createElement("span"), { className: "link" });
    case "bot_command":
      return clickable("command", () => actions.sendCommand(plainText(node)));
    case "mention":
    case "hashtag":
      return Object.assign(document.createElement("span"), { className: "link" });
    case "spoiler":
      return spoiler();
    case "pre":
      return codeBlock(node, actions);
    case "expandable_blockquote":
      return expandable();
    case "date_time":
      return document.createElement("time");
    case "code": {
      const code = document.createElement("code");
      code.addEventListener("click", () => void copy(code.textContent, actions.say));
      return code;
    }
    default:
      return document.createElement(tags[node.type] ?? "span");
  }
}

function link(address) {
  const anchor = document.createElement("a");
  const url = URL.parse(/^[a-z]+:/i.test(address) ? address : `http://${address}`);
  // A script address never becomes a link, whatever the server let through.
  if (url !== null && ["http:", "https:", "tg:"].includes(url.protocol)) {
    anchor.href = url.href;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  }
  return anchor;
}

function clickable(className, onClick) {
  const span = Object.assign(document.createElement("span"), { className: `link ${className}`, tabIndex: 0 });
  span.setAttribute("role", "link");
  span.addEventListener("click", onClick);
  span.addEventListener("keydown", (event) => event.key === "Enter" && onClick());
  return span;
}

function spoiler() {
  const span = Object.assign(document.createElement("span"), { className: "spoiler", tabIndex: 0 });
  span.addEventListener("click", () => span.classList.add("open"));
  return span;
}

function codeBlock(node, actions) {
  const block = document.createElement("div");
  block.className = "code-block";
  const head = document.createElement("div");
  head.className = "code-head";
  head.textContent = node.language ?? "";
  head.hidden = node.language === undefined;
  const pre = document.createElement("pre");
  pre.dataset.content = "";
  pre.addEventListener("click", () => void copy(pre.textContent, actions.say));
  block.append(head, pre);
  return block;
}

function expandable() {
  const quote = Object.assign(document.createElement("blockquote"), { className: "expandable", tabIndex: 0 });
  const content = document.createElement("div");
  content.dataset.content = "";
  quote.append(content);
  quote.addEventListener("click", () => quote.classList.toggle("open"));
  return quote;
}

/** @param {TextNode} node */
function plainText(node) {
  return typeof node === "string" ? node : node.children.map(plainText).join("");
}

export async function copy(text, say) {
  try {
    await navigator.clipboard.writeText(text);
    say(words().copied);
  } catch {
    say(words().copyRefused);
  }
}

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** Relative times go on counting without an edit, as in the real clients. */
function showTime(element, { unixTime, format }) {
  element.dateTime = new Date(unixTime * 1000).toISOString();
  if (format !== "r") return;
  element.dataset.unix = String(unixTime);
  countTime(element);
}

function countTime(element) {
  const seconds = Number(element.dataset.unix) - Math.floor(Date.now() / 1000);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  element.textContent = relative.format(Math.trunc(seconds / size), unit);
}

setInterval(() => {
  for (const element of document.querySelectorAll("time[data-unix]")) countTime(element);
}, 1000);
