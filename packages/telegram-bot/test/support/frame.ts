import { controllerRef } from "../../src/callback/ref.ts";
import type { Frame } from "../../src/screens/kit/layout.ts";

/** The frame of a controller that answers. */
export const home: Frame = {
  controller: { id: "home", ref: controllerRef("home"), reach: "reachable" },
  timeZone: "UTC",
};
