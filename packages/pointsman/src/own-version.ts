import { createRequire } from "node:module";

/** The version of Pointsman. */
export function ownVersion(): string {
  // By its own name, which holds in the sources and in the bundle alike.
  const manifest = createRequire(import.meta.url)("pointsman/package.json") as { readonly version: string };
  return manifest.version;
}
