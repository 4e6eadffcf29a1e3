import { expect, it } from "vitest";
import { isMeasured, measured, watched } from "./watched.ts";

it("what ticks all day is told apart from what can be asked for", () => {
  expect(watched.filter(isMeasured).map((part) => `${part}-changed`)).toEqual([...measured]);
});
