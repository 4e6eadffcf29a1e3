import { expect, test } from "vitest";
import { ControllerError } from "../client/errors.ts";
import { openControllers } from "./controllers.ts";

const url = "http://127.0.0.1:1";

test("controllers are found by id, in the order given", async () => {
  await using controllers = openControllers([
    ["home", { url }],
    ["office", { url }],
  ]);
  expect(controllers.ids).toEqual(["home", "office"]);
  expect(controllers.size).toBe(2);
  expect([...controllers].map(({ id }) => id)).toEqual(["home", "office"]);
  expect(controllers.get("office").id).toBe("office");
  expect(controllers.has("attic")).toBe(false);
});

test("an unknown id is refused with the nearest one", async () => {
  await using controllers = openControllers([["home", { url }]]);
  expect(() => controllers.get("hone")).toThrow(/did you mean "home"/);
});

test("one that cannot be opened opens none", () => {
  expect(() =>
    openControllers([
      ["home", { url }],
      ["Bad Id", { url }],
    ]),
  ).toThrow(ControllerError);
});

test("closing closes all, and twice is once", async () => {
  const controllers = openControllers([
    ["home", { url }],
    ["office", { url }],
  ]);
  await controllers.close();
  await controllers.close();
  for (const { streams } of controllers) expect(streams.traffic.health).toEqual({ state: "closed" });
});
