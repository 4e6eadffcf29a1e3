import type { HouseContext } from "../src/state/house.ts";

/** A house with everything that can be had. */
export const richContext: HouseContext = { may: () => true, isWatched: true };
