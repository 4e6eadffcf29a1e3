import { FlowError } from "../../runtime/flow-error.ts";
import type { TaskWork } from "../shared/task-node.ts";

/** Off where it is on, and on where it is off. A rule that does not exist is told by the operation, with the nearest ones. */
const toggle: TaskWork = async ({ run, options }, input) => {
  const rule = input["rule"];
  if (typeof rule !== "string" && typeof rule !== "number")
    throw new FlowError("invalid-input", '"rule" must be the fingerprint or the index of a rule.', {
      operation: "set-rule-enabled",
    });
  const { rows } = await run("list-rules", {}, options);
  const found = rows.find((row) => (typeof rule === "number" ? row.index : row.fingerprint) === rule);
  return await run("set-rule-enabled", { rule, enabled: found?.disabled === true }, options);
};

export const ruleWorks = { toggle } as const satisfies Record<string, TaskWork>;
