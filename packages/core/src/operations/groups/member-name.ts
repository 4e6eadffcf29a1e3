import type { Client } from "../../client/client.ts";
import { ControllerError } from "../../client/errors.ts";
import { canonicalName } from "../../identity/canonical-name.ts";
import { namesakes } from "../../identity/namesakes.ts";
import type { Group } from "../../schemas/proxy.ts";
import { membersOf, notFound, readGroup } from "../picture.ts";

/**
 * The member that a remembered name means: the one of that name, else the one node that only got reworded.
 * @throws ControllerError `not-found` where there is none, `rejected` (`ambiguous`) where several could be meant
 */
export function memberNamed(group: Group, name: string): string {
  const members = membersOf(group);
  if (members.includes(name)) return name;
  const [first, ...others] = namesakes(members, name);
  if (first === undefined) throw notFound(`member of ${JSON.stringify(group.name)} called`, name, group.all);
  if (others.length === 0) return first;
  const list = [first, ...others].map((each) => JSON.stringify(each)).join(", ");
  throw new ControllerError(
    "rejected",
    `${JSON.stringify(name)} is no member of ${JSON.stringify(group.name)} any more, and several could be meant: ${list}.`,
    { reason: "ambiguous", effect: "none" },
  );
}

/** The name that a node has now in its group, or the same name where that cannot be told. */
export async function freshName(client: Client, group: string, node: string, signal: AbortSignal): Promise<string> {
  const members = membersOf(await readGroup(client, group, signal));
  if (members.includes(node)) return node;
  const [first, ...others] = namesakes(members, node);
  return first !== undefined && others.length === 0 ? first : node;
}

/** Whether the group uses what was chosen then, whatever it is called today. */
export function isSameNode(group: Group, now: string | null | undefined, chosen: string): boolean {
  if (now === chosen) return true;
  return typeof now === "string" && !membersOf(group).includes(chosen) && canonicalName(now) === canonicalName(chosen);
}
