import { z } from "zod";
import { ControllerError, isControllerError } from "../../client/errors.ts";
import { defineOperation } from "../define.ts";
import { readGroup } from "../picture.ts";
import { nameOf } from "../shapes.ts";

export const releaseNode = defineOperation({
  id: "release-node",
  danger: "reversible",
  summary: "Let an automatic group choose by itself again",
  input: z.strictObject({ group: nameOf("group", "Automatic group (URLTest, Fallback) to release") }),
  output: z.object({
    group: z.string(),
    was: z.string().nullable(),
    now: z.string().nullable(),
    /** What had been pinned; `""`: nothing. */
    wasFixed: z.string(),
  }),
  lock: ({ group }) => `group:${group}`,
  groups: ({ group }) => [group],
  refreshes: ["groups"],
  undo: ({ group }, { wasFixed }) =>
    wasFixed === "" ? undefined : { operation: "select-node", input: { group, node: wasFixed } },
  stands: async ({ controller, signal }, { group }) => (await readGroup(controller.client, group, signal)).fixed === "",
  async run({ controller: { client }, signal }, { group: name }) {
    const before = await readGroup(client, name, signal);
    if (before.fixed === undefined) {
      throw new ControllerError(
        "rejected",
        `The group ${JSON.stringify(name)} is a ${before.type}: only automatic groups can be released.`,
        {
          effect: "none",
        },
      );
    }
    await client.proxies.release({ group: name }, { signal }).catch((error: unknown) => {
      // The documented way, which no core seen so far has.
      if (isControllerError(error) && error.code === "unsupported")
        return client.groups.release({ group: name }, { signal });
      throw error;
    });
    const after = await client.groups.get({ group: name }, { signal });
    if (after.fixed) {
      throw new ControllerError(
        "rejected",
        `The core accepted it, but the group ${JSON.stringify(name)} is still pinned to ${JSON.stringify(after.fixed)}.`,
        {
          endpoint: "proxies.release",
          reason: "not-applied",
        },
      );
    }
    return { group: name, was: before.now ?? null, now: after.now ?? null, wasFixed: before.fixed };
  },
});
