// What can be published follows from what is shown: a group's options make its `set` topic and the payloads for it.

import { element } from "./element.js";
import { post } from "./post.js";

const form = document.querySelector("#publish");
const topics = document.querySelector("#topics");
const payloads = document.querySelector("#payloads");
const said = document.querySelector("#said");
const choices = new Map();
let proposal;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = new FormData(form);
  void post("publish", { topic: fields.get("topic"), payload: fields.get("payload") }).then(({ ok, text }) => {
    said.textContent = ok ? `${text}; the bridge answers on …/response.` : text;
  });
});

form.elements.topic.addEventListener("input", offerPayloads);

/** Notes what a topic makes possible, and proposes the first group that people choose in. */
export function offerCommands(topic, payload) {
  if (payload === "" || topic.includes("/set/")) return;
  const [, controller, slug, part] = /^(.+?)\/group\/([^/]+)(?:\/(options))?$/.exec(topic) ?? [];
  const command = `${controller}/set/group/${slug}`;
  if (part === "options") {
    const members = readJson(payload) ?? [];
    addChoice(
      command,
      members.map(({ name, label }) => label ?? name),
    );
  } else if (slug !== undefined) propose(command, readJson(payload) ?? {});
  else if (topic.endsWith("/mode")) addChoice(topic.replace(/mode$/, "set/mode"), ["rule", "global", "direct"]);
}

/** Whoever is on the broker may publish anything. */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addChoice(command, values) {
  if (!choices.has(command)) topics.append(option(command));
  choices.set(command, values);
  if (form.elements.topic.value === command) offerPayloads();
}

/** A person's own words stay. */
function propose(command, { type, name, total }) {
  const { topic } = form.elements;
  if (type !== "Selector" || name === "GLOBAL" || total < 2 || (topic.value !== "" && topic.value !== proposal)) return;
  if (proposal !== undefined && name !== "Proxy") return;
  proposal = command;
  topic.value = command;
  offerPayloads();
}

function offerPayloads() {
  const values = choices.get(form.elements.topic.value) ?? [];
  payloads.replaceChildren(...values.map(option));
  form.elements.payload.placeholder = values.slice(0, 3).join(", ");
}

function option(value) {
  const made = element("option", "");
  made.value = value;
  return made;
}
