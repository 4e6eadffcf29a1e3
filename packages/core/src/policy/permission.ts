import { ControllerError } from "../client/errors.ts";
import { type Danger, dangers } from "../endpoints/define.ts";
import type { Actor, Outlet, PolicyCaps, Role } from "./types.ts";

const roleCaps = { viewer: "none", operator: "disruptive", admin: "critical" } as const satisfies Record<Role, Danger>;

/** Where the config's `policy` says nothing. The command line belongs to who may read the secret, so it has no cap. */
const outletCaps = {
  telegram: "disruptive",
  mqtt: "disruptive",
  "node-red": "disruptive",
  "command-line": "critical",
  app: "critical",
} as const satisfies Record<Outlet, Danger>;

/** True when `danger` is at most `cap`. */
export function isWithin(danger: Danger, cap: Danger): boolean {
  return dangers.indexOf(danger) <= dangers.indexOf(cap);
}

/** What is asked for, as far as the policy cares. */
export interface Request {
  readonly operation: string;
  readonly danger: Danger;
  /** Groups that it touches; undefined: possibly all. */
  readonly groups?: readonly string[] | undefined;
}

/**
 * Why the actor may not do it, as one sentence, or undefined. The mildest of three caps decides: the actor's role, the
 * outlet, the controller. An actor who is limited to some groups may look at everything, but change nothing else.
 */
export function refusal(request: Request, actor: Actor, caps: PolicyCaps): string | undefined {
  const { operation, danger } = request;
  const role = actor.role ?? "admin";
  if (!isWithin(danger, roleCaps[role]))
    return `${operation} is ${danger}, and the role ${role} may do at most what is ${roleCaps[role]}`;
  const outletCap = caps.outlets?.[actor.outlet] ?? outletCaps[actor.outlet];
  if (!isWithin(danger, outletCap)) {
    return `${operation} is ${danger}, and ${actor.outlet} may do at most what is ${outletCap} (config key policy.${actor.outlet})`;
  }
  const controllerCap = caps.controller ?? "critical";
  if (!isWithin(danger, controllerCap))
    return `${operation} is ${danger}, and this controller allows at most what is ${controllerCap}`;
  if (danger === "none" || actor.groups === undefined) return undefined;
  if (request.groups === undefined)
    return `${operation} touches every group, and you may only touch ${list(actor.groups)}`;
  const foreign = request.groups.find((group) => !actor.groups?.includes(group));
  return foreign === undefined
    ? undefined
    : `the group ${JSON.stringify(foreign)} is not yours to touch: you may touch ${list(actor.groups)}`;
}

function list(groups: readonly string[]): string {
  return groups.length === 0 ? "none" : groups.map((group) => JSON.stringify(group)).join(", ");
}

/** Throws `forbidden` where `refusal` has a reason. */
export function checkPermission(request: Request, actor: Actor, caps: PolicyCaps): void {
  const reason = refusal(request, actor, caps);
  if (reason !== undefined)
    throw new ControllerError("forbidden", `${reason}.`, { endpoint: request.operation, effect: "none" });
}
