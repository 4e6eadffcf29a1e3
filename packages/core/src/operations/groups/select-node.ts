import { z } from "zod";
import { defineOperation } from "../define.ts";
import { readGroup } from "../picture.ts";
import { nameOf } from "../shapes.ts";
import { memberMeant } from "./member-match.ts";
import { isStillOn, pinOf, switchGroup, undoSwitch } from "./switch-group.ts";

export const selectNode = defineOperation({
  id: "select-node",
  danger: "reversible",
  summary: "Switch a group to a node",
  input: z.strictObject({
    group: nameOf("group", "Group to switch"),
    node: nameOf("node", "Member of the group to use"),
    closeConnections: z
      .boolean()
      .meta({ description: "Close the connections through the group, so that they move too (default: as configured)" })
      .exactOptional(),
    match: z
      .enum(["exact", "unique"])
      .meta({
        description:
          "unique: the node may be a pattern with * and ?, or the beginning of a name, that one member alone fits (default: exact)",
      })
      .exactOptional(),
  }),
  output: z.object({
    group: z.string(),
    /** What the group used before; null where the core did not say. */
    was: z.string().nullable(),
    now: z.string().nullable(),
    /** What was pinned before in an automatic group (`""`: nothing); null for a Selector. */
    wasFixed: z.string().nullable(),
    applied: z.boolean(),
    /** Connections closed so that they move to the new node. */
    closed: z.number().int(),
  }),
  lock: ({ group }) => `group:${group}`,
  groups: ({ group }) => [group],
  refreshes: ["groups"],
  undo: ({ group }, output) => undoSwitch(group, output),
  async stands(context, { group: name, node, match }) {
    if (match !== "unique") return await isStillOn(context, name, node);
    const group = await readGroup(context.controller.client, name, context.signal);
    return await isStillOn(context, name, memberMeant(group, node));
  },
  async run({ controller, signal }, { group: name, node: wanted, match, closeConnections }) {
    const group = await readGroup(controller.client, name, signal);
    const node = match === "unique" ? memberMeant(group, wanted) : wanted;
    const { now, closed } = await switchGroup({ controller, group, node, closeConnections, signal });
    return { group: name, was: group.now ?? null, now, wasFixed: pinOf(group), applied: true, closed };
  },
});
