import { expect, test } from "vitest";
import { Saving } from "./saving.ts";

test("what fails for a while is told once, and once more when it succeeds again", () => {
  const told: string[] = [];
  const saving = new Saving({
    trouble: (reason) => `not saved (${reason})`,
    onTrouble: (sentence) => told.push(sentence),
    onRecovered: () => told.push("saved again"),
  });
  const fail = (): never => {
    throw new Error("the disk is full");
  };
  const work = (): void => undefined;
  for (const each of [work, fail, fail, work, work, fail]) saving.try(each);
  expect(told).toEqual(["not saved (the disk is full)", "saved again", "not saved (the disk is full)"]);
});
