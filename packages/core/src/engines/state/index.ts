export { readVersioned } from "./read-versioned.ts";
export { type StateFile, type TextFile, textFile } from "./text-file.ts";
