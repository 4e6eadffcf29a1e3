import { describe, expect, it } from "vitest";
import { topicsOf } from "./topics.ts";

const topics = topicsOf("pointsman", "attic");

describe("topics", () => {
  it("give each process its own will and each controller its own branch", () => {
    expect(topics.bridgeState).toBe("pointsman/bridge/attic/state");
    expect(topics.controller("home").group("proxy-1").now).toBe("pointsman/home/group/proxy-1/now");
  });

  it("read back every command topic that they make", () => {
    const home = topics.controller("home");
    expect(topics.parse(home.set("mode"))).toEqual({
      controller: "home",
      kind: "set",
      target: "mode",
      item: undefined,
    });
    expect(topics.parse(home.set("group", "proxy-1"))).toEqual({
      controller: "home",
      kind: "set",
      target: "group",
      item: "proxy-1",
    });
    expect(topics.parse(home.command("flush-dns"))).toEqual({ controller: "home", kind: "command", verb: "flush-dns" });
    expect(topics.parse(home.request("select-node"))).toEqual({
      controller: "home",
      kind: "request",
      verb: "select-node",
    });
    expect(topics.parse(home.request("api/proxies.select"))).toEqual({
      controller: "home",
      kind: "request",
      verb: "api/proxies.select",
    });
  });

  it.each([
    "pointsman",
    "pointsman/home",
    "pointsman/home/state",
    "pointsman/bridge/cmd/x",
    "other/home/cmd/x",
    "pointsman/home/cmd/a/b",
    "pointsman/home/set/group/a/b",
    "pointsman//cmd/x",
    "pointsman/home/request/api/a/b",
    "pointsman/home/request/other/version.get",
  ])("do not take %s for a command", (topic) => {
    expect(topics.parse(topic)).toBeUndefined();
  });
});

describe("who drives what", () => {
  const topics = topicsOf("pointsman", "attic");

  it("is read from the owner topics and the bridges' states, and from no other", () => {
    expect(topics.ownedBy(topics.controller("home").owner)).toBe("home");
    expect(topics.instanceOf(topics.bridgeState)).toBe("attic");
    for (const topic of ["pointsman/owner", "pointsman//owner", "pointsman/a/b/owner", "other/home/owner"])
      expect(topics.ownedBy(topic)).toBeUndefined();
    expect(topics.instanceOf("pointsman/home/state")).toBeUndefined();
  });
});
