import type { Hub } from "../../runtime/hub.ts";
import type { RuntimeNode } from "../../runtime/red.ts";

/** A controller config node as its users see it. */
export interface ControllerNode extends RuntimeNode {
  /** Throws `FlowError` where the settings are not usable. */
  hub(): Hub;
  readonly label: string;
  /** Core hands a config node's status and errors to Status and Catch nodes only where this map is kept. */
  readonly users: Record<string, RuntimeNode>;
}
