import { readFileSync } from "node:fs";

/** Text of the house file that all targets share. */
export const houseText = readFileSync(new URL("house.yaml", import.meta.url), "utf8");
