import type { StoredField } from "../catalog/action.ts";
import { textOf, variableIn } from "../catalog/stored-text.ts";
import { FlowError } from "./flow-error.ts";
import type { NodeMessage, Red, RuntimeNode } from "./red.ts";

/** A stored property as text. Throws `FlowError` where it names an environment variable that is not set. */
export function settingOf(value: unknown): string {
  const text = textOf(value).trim();
  const variable = variableIn(text);
  if (variable !== undefined)
    throw new FlowError(
      "invalid-input",
      `The environment variable ${variable} is not set, but a setting refers to it.`,
    );
  return text;
}

/** Node-RED's own types; every other one (a live list, a choice) is stored text. */
const evaluated = ["num", "bool", "json", "msg", "flow", "global", "env", "jsonata"];

/**
 * What a stored field is worth for this message. Undefined: nothing was given.
 * Throws `FlowError` where it cannot be evaluated; the sentence names the field.
 */
export async function evaluateField(
  red: Red,
  node: RuntimeNode,
  message: NodeMessage,
  path: string,
  { value, type }: StoredField,
): Promise<unknown> {
  if (value === "") return undefined;
  const variable = variableIn(value);
  if (variable !== undefined) throw notSet(path, variable);
  if (!evaluated.includes(type)) return value;
  const result = await new Promise<unknown>((resolve, reject) => {
    const refuse = (error: unknown): void => reject(notEvaluated(path, type, error));
    try {
      red.util.evaluateNodeProperty(value, type, node, message, (error, found) =>
        error ? refuse(error) : resolve(found),
      );
    } catch (error) {
      refuse(error);
    }
  });
  if (type === "env" && (result === undefined || result === "")) throw notSet(path, value);
  return result;
}

function notSet(path: string, variable: string): FlowError {
  return new FlowError("invalid-input", `The environment variable ${variable} is not set, but "${path}" refers to it.`);
}

function notEvaluated(path: string, type: string, error: unknown): FlowError {
  const words = error instanceof Error ? error.message : String(error);
  return new FlowError("invalid-input", `"${path}" could not be evaluated as ${type}: ${words}`);
}
