import type { StoredField } from "../../catalog/action.ts";
import type { StoredConfig } from "../../runtime/red.ts";
import { readFields } from "../../catalog/stored-fields.ts";
import { textOf } from "../../catalog/stored-text.ts";

/** What is stored of a request node. */
export interface RequestConfig {
  /** True: `msg.operation` and `msg.params` say what to do. */
  readonly fromMessage: boolean;
  readonly action: string;
  /** By field path. Fields of other actions may be among them. */
  readonly fields: ReadonlyMap<string, StoredField>;
  /** Message property for the result. */
  readonly output: string;
}

/** Reads a stored node, which may be hand-written: what is not understood is left out. */
export function readRequestConfig(config: StoredConfig): RequestConfig {
  return {
    fromMessage: config["from"] === "message",
    action: textOf(config["action"]),
    fields: readFields(config["fields"]),
    output: textOf(config["output"]) || "payload",
  };
}
