import type { z } from "zod";
import { ControllerError } from "../client/errors.ts";
import { fieldPath, issueText } from "../validation/issue-text.ts";
import { didYouMean } from "../validation/nearest.ts";
import { keysAt } from "../validation/schema-walk.ts";
import type { OperationDef } from "./define.ts";

/** Checks an operation's input. Throws `invalid-input` with one sentence that names the field and what to mend, never the value. */
export function checkInput(operation: OperationDef, input: unknown): unknown {
  const checked = operation.input.safeParse(input ?? {}, { reportInput: true });
  if (checked.success) return checked.data;
  // A mistyped key explains why another one is missing.
  const { issues } = checked.error;
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const sentence = issue === undefined ? `${operation.id}: the input is not valid` : inputSentence(operation, issue);
  throw new ControllerError("invalid-input", `${sentence}.`.replace(/([?.])\.$/, "$1"), { endpoint: operation.id });
}

function inputSentence(operation: OperationDef, issue: z.core.$ZodIssue): string {
  const where = fieldPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(operation.input, issue.path);
    const key = issue.keys[0] ?? "";
    const inside = where === "" ? "" : ` in ${JSON.stringify(where)}`;
    const tail =
      didYouMean(key, known) || (known.length === 0 ? "; it takes no input" : `; it knows ${known.join(", ")}`);
    return `${operation.id} does not know ${JSON.stringify(key)}${inside}${tail}`;
  }
  return where === ""
    ? `${operation.id}: ${issueText(issue)}`
    : `${operation.id}: ${JSON.stringify(where)} ${issueText(issue)}`;
}
