// The topics as a tree. A topic may have a payload and topics below it, as a group has.

import { element } from "./element.js";

const tree = document.querySelector("#tree");
const rows = new Map();
const shownLength = 400;
/** Deeper ones open when something happens in them. */
const openLevels = 3;

/** Shows a topic's payload; `live`: it came just now. An empty payload takes the topic away. */
export function showTopic(topic, payload, live) {
  if (payload === "") {
    remove(topic);
    return;
  }
  const row = rows.get(topic) ?? addRow(topic);
  const text = payload.length > shownLength ? `${payload.slice(0, shownLength)}…` : payload;
  if (row.value.textContent === text) return;
  row.value.textContent = text;
  row.value.title = payload.slice(0, 4000);
  row.hint.textContent = hintOf(payload);
  if (live) flash(topic, row);
}

/** Group topics are named by a slug; the payload knows what people call it. */
function hintOf(payload) {
  if (!payload.startsWith('{"id":')) return "";
  try {
    return JSON.parse(payload).name ?? "";
  } catch {
    return "";
  }
}

function flash(topic, { line }) {
  const levels = topic.split("/");
  // A switch should be seen: its branch opens. Home Assistant's discovery is long and seldom what one looks for.
  if (levels.length > openLevels + 1 && levels[0] !== "homeassistant") {
    for (let depth = 1; depth < levels.length; depth += 1) rows.get(levels.slice(0, depth).join("/")).node.open = true;
    line.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
  // Restarts the animation.
  line.classList.remove("fresh");
  void line.offsetWidth;
  line.classList.add("fresh");
}

function addRow(topic) {
  const levels = topic.split("/");
  const name = levels.at(-1);
  const hint = element("span", "hint");
  const value = element("span", "value");
  const line = element("summary", "line", element("span", "level", name), hint, value);
  const node = element("details", "topic empty", line);
  node.setAttribute("role", "treeitem");
  node.dataset.name = name;
  node.open = levels.length <= openLevels && levels[0] !== "homeassistant";
  const row = { node, line, hint, value };
  rows.set(topic, row);
  if (levels.length === 1) insert(tree, node);
  else {
    const above = levels.slice(0, -1).join("/");
    const parent = (rows.get(above) ?? addRow(above)).node;
    parent.classList.remove("empty");
    insert(parent, node);
    sortInto(parent);
  }
  return row;
}

/** Alphabetical; what has topics below it comes last. */
function insert(parent, node) {
  const siblings = [...parent.children].filter((other) => other !== node && other.matches(".topic"));
  parent.insertBefore(node, siblings.find((other) => rank(other) > rank(node)) ?? null);
}

/** A topic that got its first one below it changes its place. */
function sortInto(node) {
  if (node.parentElement !== null) insert(node.parentElement, node);
}

function rank(node) {
  return `${node.classList.contains("empty") ? 0 : 1}${node.dataset.name}`;
}

function remove(topic) {
  const row = rows.get(topic);
  if (row === undefined) return;
  const above = topic.split("/").slice(0, -1).join("/");
  if (row.node.classList.contains("empty")) {
    row.node.remove();
    rows.delete(topic);
    const parent = rows.get(above);
    if (parent !== undefined && parent.node.querySelector(".topic") === null) {
      parent.node.classList.add("empty");
      if (parent.value.textContent === "") remove(above);
    }
  } else {
    row.value.textContent = "";
    row.hint.textContent = "";
  }
}
