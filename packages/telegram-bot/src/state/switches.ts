import { z } from "zod";

/** A switch made from a chat, and what takes it back. */
export const switchSchema = z.object({
  controllerId: z.string(),
  group: z.string(),
  now: z.string(),
  /** The member to put back; absent: the automatic group had chosen by itself. */
  back: z.string().exactOptional(),
});

export type LastSwitch = z.output<typeof switchSchema>;

/** One for each group, the newest first; of more groups than this the oldest is forgotten. */
const groupsKept = 20;

/** Without that of this group, or without all of this controller. */
export function forgotten(switches: readonly LastSwitch[], controllerId: string, group?: string): LastSwitch[] {
  return switches.filter((one) => one.controllerId !== controllerId || (group !== undefined && one.group !== group));
}

/** With this one, which is now its group's last. */
export function remembered(switches: readonly LastSwitch[], made: LastSwitch): LastSwitch[] {
  return [made, ...forgotten(switches, made.controllerId, made.group)].slice(0, groupsKept);
}

/** The last of this group, or of any on this controller. */
export function lastSwitch(
  switches: readonly LastSwitch[],
  controllerId: string,
  group?: string,
): LastSwitch | undefined {
  return switches.find((one) => one.controllerId === controllerId && (group === undefined || one.group === group));
}
