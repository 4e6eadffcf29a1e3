import type { Danger } from "@pointsman/core";
import { dangerScale } from "../../catalog/action.ts";
import { formProblem } from "../../catalog/stored-form.ts";
import { FlowError } from "../../runtime/flow-error.ts";
import { settingOf } from "../../runtime/stored-values.ts";
import { addressProblem } from "./address.ts";

/** Usable settings of a controller config node. */
export interface ControllerSettings {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly cap: Danger;
}

const problems = {
  empty: "has no address",
  scheme: "has an address that does not start with http://, https:// or unix:",
  credentials: "has a user, a password or a token in its address: put the secret into its own field",
  invalid: "has an address that cannot be understood",
} as const;

/** Checks what is stored. Throws `FlowError` with one sentence that says what to mend; it never shows the secret. */
export function readSettings(stored: {
  readonly [property: string]: unknown;
  readonly secret?: unknown;
}): ControllerSettings {
  const problem = formProblem(stored);
  if (problem !== undefined) throw new FlowError("invalid-input", problem);
  const url = settingOf(stored["url"]);
  const name = settingOf(stored["name"]) || "controller";
  const wrong = addressProblem(url);
  if (wrong !== undefined) throw new FlowError("invalid-input", `The controller "${name}" ${problems[wrong]}.`);
  const policy = settingOf(stored["policy"]) || "disruptive";
  const cap = dangerScale.find((known) => known === policy);
  if (cap === undefined) {
    throw new FlowError(
      "invalid-input",
      `The controller "${name}" has an unknown policy ${JSON.stringify(policy)}; choose one of ${dangerScale.join(", ")}.`,
    );
  }
  return { name, url, secret: settingOf(stored.secret), cap };
}
