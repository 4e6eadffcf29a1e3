import { expect, test } from "vitest";
import { isTimeZone } from "./time-zone.ts";

test("knows the zones of the system", () => {
  expect([isTimeZone("Europe/Berlin"), isTimeZone("Europe/Nowhere")]).toEqual([true, false]);
});
