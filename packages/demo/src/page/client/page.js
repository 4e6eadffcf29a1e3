// The demo's page: the chat in a frame, the broker's topics as a tree that lives, a way to publish, and what the flow says.
// Names and payloads come from outside: everything is set as text, never as HTML.

import { showFlow } from "./flow.js";
import { offerCommands } from "./publish.js";
import { showTopic } from "./tree.js";

const about = await (await fetch("about.json")).json();
document.querySelector("#core").textContent = about.core;
document.querySelector("#broker").textContent = about.broker;
document.querySelector("#chat").src = about.chat;
if (about.editor !== undefined) {
  document.querySelector("#editor").href = about.editor;
  document.querySelector(".flow").hidden = false;
}

const news = new EventSource("news");
news.addEventListener("state", ({ data }) => take(JSON.parse(data), false));
news.addEventListener("message", ({ data }) => take(JSON.parse(data), true));
news.addEventListener("flow", ({ data }) => showFlow(JSON.parse(data)));

function take({ topic, payload }, live) {
  offerCommands(topic, payload);
  showTopic(topic, payload, live);
}
