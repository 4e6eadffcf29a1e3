import { storedEvents } from "../nodes/events/config.ts";
import { eventTypes, isEventType } from "../nodes/events/event-types.ts";
import { element, required } from "./element.ts";
import { text } from "./texts.ts";

/** Fills the dialog of an events node: one box per event. */
export function prepareEvents(node: EditorNode): void {
  const ticked = storedEvents(node["events"]);
  const boxes = eventTypes.map((type) => {
    const box = element("input");
    box.type = "checkbox";
    box.value = type;
    box.checked = ticked.includes(type);
    return element("label", {
      className: "pointsman-tick",
      children: [box, element("span", { content: text("pointsman-events", `event.${type}`) })],
    });
  });
  required("pointsman-place-events").replaceChildren(...boxes);
}

/** Takes over what is ticked; events of another version stay, and what was not touched stays as it was stored. */
export function saveEvents(node: EditorNode): void {
  const boxes = [...required("pointsman-place-events").querySelectorAll("input")];
  const before = storedEvents(node["events"]);
  const ticked = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
  const isSame =
    before.filter(isEventType).length === ticked.size && before.filter(isEventType).every((type) => ticked.has(type));
  if (isSame) return;
  node["events"] = [...eventTypes.filter((type) => ticked.has(type)), ...before.filter((type) => !isEventType(type))];
}
