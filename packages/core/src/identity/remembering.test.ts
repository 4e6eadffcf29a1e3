import { expect, test, vi } from "vitest";
import { remembering } from "./remembering.ts";

test("a name is worked out once, also where nothing comes of it", () => {
  const work = vi.fn((name: string) => (name === "a" ? 1 : undefined));
  const asked = remembering(work);
  expect(["a", "b", "__proto__", "a", "b", "__proto__"].map(asked)).toEqual([
    1,
    undefined,
    undefined,
    1,
    undefined,
    undefined,
  ]);
  expect(work).toHaveBeenCalledTimes(3);
});

test("what is remembered has an end", () => {
  const work = vi.fn((name: string) => name);
  const asked = remembering(work);
  for (let name = 0; name <= 20_000; name++) asked(String(name));
  asked("0");
  expect(work).toHaveBeenCalledTimes(20_002);
});
