import { expect, test } from "vitest";
import { readAccess } from "./runtime.ts";

test("an address and a token are taken as they are, but for blanks around them", () => {
  expect(readAccess({ url: " http://127.0.0.1:9797 " }, "t")).toEqual({ url: "http://127.0.0.1:9797", token: "t" });
});

test.each(["", "127.0.0.1:9797", "ftp://x", "http://u:c4nary@x", "http://x/?token=c4nary", "${NOT_SET}"])(
  "an address %j is refused, without a secret in the sentence",
  (url) => {
    expect(() => readAccess({ url }, "c4nary")).toThrow(expect.objectContaining({ code: "invalid-input" }));
    expect(() => readAccess({ url }, "c4nary")).not.toThrow("c4nary");
  },
);
