import { type Action, areas } from "../catalog/action.ts";
import { actionList, findAction } from "./action-list.ts";
import { dangerBadge } from "./danger-notice.ts";
import { element, icon } from "./element.ts";
import { actionTitle, text } from "./texts.ts";

/** What is picked: an action's id, or null where the message decides. */
export type Picked = string | null;

export interface ActionPicker {
  readonly picked: Picked;
  /** Greys what this core lacks, with the reason as a tooltip. */
  setMissing(missing: Readonly<Record<string, string>>): void;
}

interface Entry {
  readonly picked: Picked;
  readonly node: HTMLElement;
  /** Title, id and path in lower case. */
  readonly words: string;
}

/** A field that opens a searchable list, grouped by area: the mouse or the arrow keys, Enter and Escape work it. */
export function createActionPicker(place: HTMLElement, start: Picked, onPick: (picked: Picked) => void): ActionPicker {
  let picked = start;
  let missing: Readonly<Record<string, string>> = {};
  const button = element("button", { className: "red-ui-button pointsman-picker-button" });
  button.type = "button";
  button.id = "pointsman-picker-button";
  button.setAttribute("aria-haspopup", "listbox");
  const panel = element("div", { className: "pointsman-picker-panel" });
  panel.hidden = true;
  const search = element("input");
  search.type = "text";
  search.placeholder = text("pointsman-request", "picker.search");
  search.setAttribute("aria-label", search.placeholder);
  const list = element("div", { className: "pointsman-picker-list" });
  list.setAttribute("role", "listbox");
  panel.append(search, list);
  place.replaceChildren(button, panel);

  const choose = (choice: Picked): void => {
    picked = choice;
    close();
    button.replaceChildren(...face(picked));
    button.focus();
    onPick(picked);
  };
  const close = (): void => {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  const open = (): void => {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    search.value = "";
    fill(list, "", picked, missing, choose);
    search.focus();
    list.querySelector(".pointsman-active")?.scrollIntoView({ block: "nearest" });
  };
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  search.addEventListener("input", () => fill(list, search.value, picked, missing, choose));
  panel.addEventListener("keydown", (event) => onKey(event, list, close));
  place.addEventListener("focusout", ({ relatedTarget }) => {
    // Focus that goes nowhere is a click on the panel itself.
    if (relatedTarget instanceof Node && !place.contains(relatedTarget)) close();
  });
  button.replaceChildren(...face(picked));
  close();
  return {
    get picked() {
      return picked;
    },
    setMissing(reasons) {
      missing = reasons;
      if (!panel.hidden) fill(list, search.value, picked, missing, choose);
    },
  };
}

/** What the closed field shows. */
function face(picked: Picked): Node[] {
  const caret = icon("caret-down pointsman-picker-caret");
  if (picked === null) return [element("span", { content: text("pointsman-request", "picker.fromMessage") }), caret];
  const action = findAction(picked);
  if (action === undefined) {
    const words = `${picked} – ${text("pointsman-request", "picker.unknown")}`;
    return [element("span", { className: "pointsman-unknown", content: words }), caret];
  }
  return [
    element("span", { className: "pointsman-picker-title", content: actionTitle(picked) }),
    dangerBadge("pointsman-request", action),
    caret,
  ];
}

function fill(
  list: HTMLElement,
  search: string,
  picked: Picked,
  missing: Readonly<Record<string, string>>,
  choose: (picked: Picked) => void,
): void {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ words }: Entry): boolean => wanted.every((word) => words.includes(word));
  list.replaceChildren();
  const shown: Entry[] = [];
  const add = (entries: readonly Entry[], heading?: string): void => {
    const hits = entries.filter(fits);
    if (hits.length > 0 && heading !== undefined)
      list.append(element("div", { className: "pointsman-picker-area", content: heading }));
    for (const entry of hits) {
      entry.node.addEventListener("mousedown", (event) => event.preventDefault());
      entry.node.addEventListener("click", () => choose(entry.picked));
      list.append(entry.node);
      shown.push(entry);
    }
  };
  add([messageEntry()]);
  for (const area of areas) {
    const entries = actionList.filter((action) => action.area === area).map((action) => actionEntry(action, missing));
    add(entries, text("pointsman-request", `area.${area}`));
  }
  if (shown.length === 0)
    list.append(element("div", { className: "pointsman-hint", content: text("pointsman-request", "picker.nothing") }));
  const active = shown.find((entry) => entry.picked === picked) ?? shown[0];
  active?.node.classList.add("pointsman-active");
}

function messageEntry(): Entry {
  const title = text("pointsman-request", "picker.fromMessage");
  return {
    picked: null,
    words: `${title} msg`.toLowerCase(),
    node: row(title, text("pointsman-request", "picker.fromMessageHelp")),
  };
}

function actionEntry(action: Action, missing: Readonly<Record<string, string>>): Entry {
  const title = actionTitle(action.id);
  const detail = action.wire ?? action.id;
  const node = row(title, detail, dangerBadge("pointsman-request", action));
  const reason = missing[action.id];
  if (reason !== undefined) {
    node.classList.add("pointsman-missing");
    node.title = `${text("pointsman-request", "picker.unsupported")}: ${reason}`;
  }
  return { picked: action.id, words: `${title} ${action.id} ${detail}`.toLowerCase(), node };
}

function row(title: string, detail: string, ...more: Node[]): HTMLElement {
  const node = element("div", {
    className: "pointsman-picker-entry",
    children: [
      element("span", { className: "pointsman-picker-title", content: title }),
      element("span", { className: "pointsman-picker-detail", content: detail }),
      ...more,
    ],
  });
  node.setAttribute("role", "option");
  return node;
}

function onKey(event: KeyboardEvent, list: HTMLElement, close: () => void): void {
  const entries = [...list.querySelectorAll<HTMLElement>(".pointsman-picker-entry")];
  const at = entries.findIndex((entry) => entry.classList.contains("pointsman-active"));
  const move = (to: number): void => {
    entries[at]?.classList.remove("pointsman-active");
    const next = entries[Math.max(0, Math.min(to, entries.length - 1))];
    next?.classList.add("pointsman-active");
    next?.scrollIntoView({ block: "nearest" });
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(at + 1),
    ArrowUp: () => move(at - 1),
    PageDown: () => move(at + 8),
    PageUp: () => move(at - 8),
    Enter: () => entries[at]?.click(),
    Escape: close,
  };
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  // The tray around the dialog closes itself with the same keys.
  event.stopPropagation();
  act();
}
