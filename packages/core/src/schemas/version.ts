import { z } from "zod";

const helloShape = z.looseObject({ hello: z.string() });

/** What `GET /` says: `{ hello: "mihomo" }`. */
export interface Hello extends z.output<typeof helloShape> {}
export const Hello: z.ZodType<Hello> = helloShape;

const versionShape = z.looseObject({
  version: z.string(),
  /** True on every core of this family. */
  meta: z.boolean().exactOptional(),
});

/** `version` is a tag (`v1.19.2`), `alpha-<commit>`, or what a fork sends: for display, never for decisions. */
export interface Version extends z.output<typeof versionShape> {}
export const Version: z.ZodType<Version> = versionShape;
