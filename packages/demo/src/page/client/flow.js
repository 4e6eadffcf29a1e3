// The flow: its inject nodes as buttons, its rates, and what its debug nodes say, the newest first.

import { element } from "./element.js";
import { post } from "./post.js";

const lines = document.querySelector("#lines");
const kept = 40;

export function showFlow(news) {
  if (news.kind === "meter") document.querySelector("#meter").textContent = news.text;
  else if (news.kind === "buttons") document.querySelector("#buttons").replaceChildren(...news.buttons.map(button));
  else addLine(news.line);
}

function button({ id, label }) {
  const made = element("button", "press", label);
  made.type = "button";
  made.addEventListener("click", () => {
    void post("press", { id }).then(({ ok, text }) => {
      if (!ok) addLine({ at: Date.now(), node: "page", text });
    });
  });
  return made;
}

function addLine({ at, node, text }) {
  const time = element("time", "", new Date(at).toLocaleTimeString([], { hour12: false }));
  const line = element("li", "fresh", time, element("b", "", node), element("span", "", text));
  line.title = text;
  lines.prepend(line);
  while (lines.children.length > kept) lines.lastElementChild.remove();
}
