import { type Action, dangerScale } from "../catalog/action.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { element } from "./element.ts";
import { text } from "./texts.ts";

/** The id of the controller that the dialog has chosen, or "". */
export function chosenController(): string {
  return $("#node-input-controller").val() ?? "";
}

/** The danger as a word and a colour. */
export function dangerBadge(catalogue: NodeType, { danger }: Action): HTMLElement {
  return element("span", {
    className: `pointsman-badge pointsman-badge-${danger}`,
    content: text(catalogue, `danger.${danger}`),
  });
}

/** Says in the notice when the chosen controller allows less than the action needs. */
export function warnWhenBlocked(catalogue: NodeType, action: Action | undefined, notice: HTMLElement): void {
  const policy = RED.nodes.node(chosenController())?.["policy"];
  if (typeof policy !== "string" || action === undefined) return;
  const cap = dangerScale.findIndex((danger) => danger === policy);
  const blocked = cap >= 0 && dangerScale.indexOf(action.danger) > cap;
  notice.textContent = blocked ? text(catalogue, "picker.blocked") : "";
}
