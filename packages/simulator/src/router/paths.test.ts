import { describe, expect, it } from "vitest";
import { decodeSegment, parseTarget } from "./paths.ts";

/** What a handler sees for one segment of a request target. */
function nameIn(target: string): string | undefined {
  const path = parseTarget(target)?.path;
  return path === undefined ? undefined : decodeSegment(path.slice(path.lastIndexOf("/") + 1));
}

const everyByte = (name: string): string =>
  [...Buffer.from(name)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

describe("parseTarget", () => {
  it("matches on the decoded path when the client wrote the canonical encoding", () => {
    expect(parseTarget("/proxies/HK%2001?x=1")).toEqual({ path: "/proxies/HK 01", query: "x=1" });
  });

  it("matches on the raw path when the client escaped more than it had to", () => {
    expect(parseTarget("/%70roxies")).toEqual({ path: "/%70roxies", query: "" });
    expect(parseTarget("/proxies/a%2Fb")?.path).toBe("/proxies/a%2Fb");
  });

  it("takes the path of an absolute form", () => {
    expect(parseTarget("http://elsewhere/version")?.path).toBe("/version");
  });

  it.each(["/%zz", "/proxies/%", "/a%4", ""])("refuses %j", (target) => {
    expect(parseTarget(target)).toBeUndefined();
  });

  it("does not look into the query", () => {
    expect(parseTarget("/version?x=%zz")).toEqual({ path: "/version", query: "x=%zz" });
  });
});

describe("names in paths", () => {
  it.each(["🇭🇰 香港", "a/b", "100%", "?#+;,()!*'\\", "<img>", ".", "..", "__proto__", " edge "])(
    "finds %j by its encodeURIComponent form",
    (name) => {
      expect(nameIn(`/proxies/${encodeURIComponent(name)}`)).toBe(name);
    },
  );

  it("decodes a name with a literal escape twice, unless every byte is escaped", () => {
    expect(nameIn(`/proxies/${encodeURIComponent("50%20off")}`)).toBe("50 off");
    for (const name of ["50%20off", "%41%2F", "%zz"]) expect(nameIn(`/proxies/${everyByte(name)}`)).toBe(name);
  });
});
