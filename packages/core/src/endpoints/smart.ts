import { SmartGroupWeights, SmartWeights } from "../schemas/smart.ts";
import { Status } from "../schemas/status.ts";
import type { ResourceDef } from "./define.ts";

/** A fork's Smart groups; every other core answers 404, so `unsupported`. Reference §15. */
export const smart = {
  /** The weights of all Smart groups. Reference §15. */
  weights: {
    kind: "query",
    method: "GET",
    path: "/group/weights",
    danger: "none",
    summary: "List node weights",
    response: SmartWeights,
    fork: true,
  },
  /** The weights of one Smart group. Reference §15. */
  groupWeights: {
    kind: "query",
    method: "GET",
    path: "/group/{group}/weights",
    danger: "none",
    summary: "Get a group's node weights",
    response: SmartGroupWeights,
    fork: true,
  },
  /** Forgets what all Smart groups have learnt. Reference §15. */
  flush: {
    kind: "command",
    method: "POST",
    path: "/cache/smart/flush",
    danger: "disruptive",
    summary: "Flush learnt weights",
    fork: true,
  },
  /** Forgets what the Smart groups of one config have learnt. Reference §15. */
  flushConfig: {
    kind: "command",
    method: "POST",
    path: "/cache/smart/flush/{config}",
    danger: "disruptive",
    summary: "Flush one config's learnt weights",
    fork: true,
  },
  /** Closes a connection and marks its node as bad for the target. Done for an unknown id as well. Reference §15. */
  blockConnection: {
    kind: "command",
    method: "DELETE",
    path: "/connections/smart/{connection}",
    danger: "disruptive",
    summary: "Close a connection and blame its node",
    fork: true,
  },
  /** Downloads the prediction model. Reference §15. */
  upgradeModel: {
    kind: "command",
    method: "POST",
    path: "/upgrade/lgbm",
    danger: "disruptive",
    summary: "Upgrade the prediction model",
    response: Status,
    fork: true,
    deadline: { ms: 180_000 },
  },
} as const satisfies ResourceDef;
