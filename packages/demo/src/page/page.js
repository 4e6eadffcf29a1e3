// The demo's page: the chat in a frame, the broker's topics as a tree that lives, and a way to publish.
// Names and payloads come from outside: everything is set as text, never as HTML.

const tree = document.querySelector("#tree");
const said = document.querySelector("#said");
const branches = new Map();
const leaves = new Map();
const members = new Map();

const about = await (await fetch("about.json")).json();
document.querySelector("#core").textContent = about.core;
document.querySelector("#broker").textContent = about.broker;
document.querySelector("#chat").src = about.chat;
if (about.editor !== undefined) {
  const link = document.querySelector("#editor");
  link.href = about.editor;
  link.hidden = false;
}

new EventSource("topics").addEventListener("message", ({ data }) => show(JSON.parse(data)));

document.querySelector("#publish").addEventListener("submit", (event) => {
  event.preventDefault();
  void publish(new FormData(event.currentTarget));
});

async function publish(fields) {
  const body = JSON.stringify({ topic: fields.get("topic"), payload: fields.get("payload") });
  const answer = await fetch("publish", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  said.textContent = await answer.text();
}

document.querySelector("input[name=topic]").addEventListener("input", ({ target }) => {
  const options = target.value.endsWith("/set/mode") ? ["rule", "global", "direct"] : (members.get(target.value) ?? []);
  document.querySelector("#payloads").replaceChildren(...options.map(option));
});

function show({ topic, payload }) {
  offer(topic, payload);
  if (payload === "") {
    leaves.get(topic)?.remove();
    leaves.delete(topic);
    return;
  }
  const leaf = leaves.get(topic) ?? newLeaf(topic);
  const value = leaf.lastElementChild;
  const text = payload.length > 400 ? `${payload.slice(0, 400)}…` : payload;
  if (value.textContent === text) return;
  value.textContent = text;
  value.title = payload.slice(0, 4000);
  // Restarts the animation.
  leaf.classList.remove("fresh");
  void leaf.offsetWidth;
  leaf.classList.add("fresh");
}

/** What can be commanded follows from what is shown. */
function offer(topic, payload) {
  const group = /^(.+)\/group\/([^/]+)\/options$/.exec(topic);
  const command = group
    ? `${group[1]}/set/group/${group[2]}`
    : topic.endsWith("/mode") && !topic.includes("/set/")
      ? topic.replace(/mode$/, "set/mode")
      : undefined;
  if (command === undefined || payload === "") return;
  if (group)
    members.set(
      command,
      JSON.parse(payload).map(({ name, label }) => label ?? name),
    );
  const list = document.querySelector("#topics");
  if (![...list.children].some(({ value }) => value === command)) list.append(option(command));
}

function option(value) {
  const element = document.createElement("option");
  element.value = value;
  return element;
}

function newLeaf(topic) {
  const levels = topic.split("/");
  const name = levels.pop();
  const leaf = element("div", "leaf", element("span", "level", name), element("span", "value", ""));
  leaf.setAttribute("role", "treeitem");
  insert(branch(levels), leaf, name);
  leaves.set(topic, leaf);
  return leaf;
}

function branch(levels) {
  if (levels.length === 0) return tree;
  const key = levels.join("/");
  const known = branches.get(key);
  if (known) return known;
  const name = levels.at(-1);
  const details = element("details", "branch", element("summary", "level", name));
  // Home Assistant's discovery is long and seldom what one looks for.
  details.open = levels[0] !== "homeassistant";
  insert(branch(levels.slice(0, -1)), details, name);
  branches.set(key, details);
  return details;
}

/** Alphabetical, leaves before branches. */
function insert(parent, child, name) {
  const rank = (node) => `${node.classList.contains("leaf") ? 0 : 1}${node.firstElementChild?.textContent}`;
  child.dataset.name = name;
  const after = [...parent.children].find((other) => other.dataset.name !== undefined && rank(other) > rank(child));
  parent.insertBefore(child, after ?? null);
}

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}
