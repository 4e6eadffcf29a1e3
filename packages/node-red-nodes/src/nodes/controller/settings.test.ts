import { describe, expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const url = "http://127.0.0.1:9090";

describe("readSettings", () => {
  test("fills in name and policy", () => {
    expect(readSettings({ url })).toEqual({ name: "controller", url, secret: "", cap: "disruptive" });
  });

  test.each([
    [{ url: "" }, /"home" has no address/],
    [{ url: "core.lan" }, /does not start with http/],
    [{ url: "http://u:s3cret@a" }, /its own field/],
    [{ url, policy: "everything" }, /unknown policy "everything"; choose one of none, reversible/],
    [{ url: "${CORE_URL}" }, /CORE_URL is not set/],
    [{ url, secret: "${CORE_SECRET}" }, /CORE_SECRET is not set/],
  ])("%j is refused with a sentence", (stored, sentence) => {
    expect(() => readSettings({ name: "home", ...stored })).toThrow(sentence);
    expect(() => readSettings({ name: "home", ...stored })).not.toThrow(/s3cret/);
  });
});
