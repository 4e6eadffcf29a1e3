import { z } from "zod";

/** What people call it: in chat, topics and flows. */
export const sceneName = z
  .string()
  .regex(/^(?!\s)[^\p{C}]{1,64}(?<!\s)$/u, "must be 1 to 64 characters, without spaces around it")
  .meta({ description: "Name of the scene" });

/** How things should be, all at once. */
export const Scene = z.strictObject({
  select: z
    .record(z.string(), z.string().min(1).nullable())
    .meta({
      description: "Group → member to use; for an automatic group to pin, or nothing to let it choose by itself",
    })
    .prefault({}),
  mode: z.enum(["rule", "global", "direct"]).exactOptional(),
  rules: z
    .record(z.string(), z.boolean())
    .meta({ description: "Rule, by fingerprint (Type,payload,target) or payload → whether it takes part" })
    .prefault({}),
});
export type Scene = z.output<typeof Scene>;
