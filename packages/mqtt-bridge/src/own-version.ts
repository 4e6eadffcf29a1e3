import { createRequire } from "node:module";

// By its own name, which holds in the sources and in the build alike.
const { version } = createRequire(import.meta.url)("@pointsman/mqtt-bridge/package.json") as {
  readonly version: string;
};

/** Of this package; all of Pointsman's have the same. */
export const ownVersion = version;
