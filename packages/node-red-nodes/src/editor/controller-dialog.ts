import { element, icon, required } from "./element.ts";
import { text } from "./texts.ts";

const prefix = "node-config-input-";

/** Fills the dialog of a controller: the button that tries what stands in the fields, saved or not. */
export function prepareController(node: EditorNode): void {
  const button = element("button", {
    className: "red-ui-button",
    children: [icon("plug"), document.createTextNode(` ${text("pointsman-controller", "test.button")}`)],
  });
  button.type = "button";
  button.id = "pointsman-test";
  const result = element("div", { className: "pointsman-test-result" });
  result.setAttribute("role", "status");
  required("pointsman-place-test").replaceChildren(button, result);
  button.addEventListener("click", () => testConnection(node, button, result));
}

function testConnection(node: EditorNode, button: HTMLButtonElement, result: HTMLElement): void {
  const show = (content: string, outcome: "running" | "done" | "failed"): void => {
    result.textContent = content;
    result.dataset["outcome"] = outcome;
    button.disabled = outcome === "running";
  };
  show(text("pointsman-controller", "test.running"), "running");
  const values = {
    id: node.id,
    name: $(`#${prefix}name`).val() ?? "",
    url: $(`#${prefix}url`).val() ?? "",
    secret: $(`#${prefix}secret`).val() ?? "",
    policy: $(`#${prefix}policy`).val() ?? "",
  };
  $.ajax({
    url: "pointsman/controllers/test",
    type: "POST",
    contentType: "application/json",
    data: JSON.stringify(values),
  })
    .done((body) => {
      const { version, tookMs } = body as { version: string; tookMs: number };
      show(text("pointsman-controller", "test.done", { version, ms: tookMs }), "done");
    })
    .fail(({ responseJSON }) => show(failureText(responseJSON), "failed"));
}

/** The cause in the viewer's language, and the runtime's sentence with the details. */
function failureText(body: unknown): string {
  const { code, message } = (body ?? {}) as { code?: string; message?: string };
  if (code === undefined || message === undefined) return text("pointsman-controller", "test.failed");
  return `${text("pointsman-controller", `error.${code}`)}: ${message}`;
}
