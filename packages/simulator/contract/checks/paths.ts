import { describe, expect, it } from "vitest";
import { type Bench, everyByte, segment, type TargetKind, useTarget } from "../target.ts";
import { hostileNames } from "./hostile-names.ts";

const node = (name: string): object => ({ name, type: "http", server: "127.0.0.1", port: 9 });

/** Reference §2: how names travel in paths, the double decoding included. */
export function pathChecks(kind: TargetKind): void {
  describe("names in paths (§2)", () => {
    const core = useTarget(kind, {
      config: {
        proxies: hostileNames.map(node),
        "proxy-groups": [
          { name: "All", type: "select", proxies: hostileNames },
          { name: "组 / 50%20off", type: "select", proxies: ["1", "delay"] },
          { name: "a/b", type: "url-test", proxies: ["1"], url: "http://127.0.0.1:9/", interval: 86_400 },
        ],
        "proxy-providers": { "提供/者 50%20off": { type: "inline", payload: [node("inner/%41")] } },
        "rule-providers": { "规则/50%20off": { type: "inline", behavior: "domain", payload: ["a.test"] } },
        rules: ["MATCH,All"],
      },
    });
    everyName(core);
    decoding(core);
    otherNames(core, kind);
  });
}

function everyName(core: () => Bench): void {
  it.each(hostileNames)("finds %j with the encoder that reaches every name", async (name) => {
    const { status, text, json } = await core().get(`/proxies/${segment(name)}`);
    expect(status, text).toBe(200);
    expect(json().name).toBe(name);
  });

  it.each(hostileNames)("finds %j with every byte escaped", async (name) => {
    const { status, json } = await core().get(`/proxies/${everyByte(name)}`);
    expect(status).toBe(200);
    expect(json().name).toBe(name);
  });

  it("selects each of them by its name in the body", async () => {
    for (const name of hostileNames) {
      expect((await core().put("/proxies/All", { name })).status, name).toBe(204);
      expect((await core().get("/group/All")).json().now).toBe(name);
    }
  });

  it("lists each of them once, in the order of the configuration, under GLOBAL", async () => {
    const { all } = (await core().get("/proxies/GLOBAL")).json<{ all: string[] }>();
    expect(all.slice(0, 2)).toEqual(["DIRECT", "REJECT"]);
    expect(all.slice(2, 2 + hostileNames.length)).toEqual(hostileNames);
  });

  it("sorts the map of all proxies by the bytes of the names", async () => {
    const { text } = await core().get("/proxies");
    const names = [...text.matchAll(/"name":("(?:[^"\\]|\\.)*")/g)].map(
      (match) => JSON.parse(match[1] ?? "") as string,
    );
    const byBytes = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(names).toEqual(byBytes);
    expect(names).toEqual(expect.arrayContaining([...hostileNames]));
  });
}

function decoding(core: () => Bench): void {
  const found = async (path: string): Promise<string> => {
    const { status, json, text } = await core().get(`/proxies/${path}`);
    return status === 200 ? json<{ name: string }>().name : `${status} ${text.trim()}`;
  };
  const missing = '404 {"message":"Resource not found"}';

  it("decodes a name twice when the client's encoding is the canonical one", async () => {
    expect(await found("50%2520off")).toBe(missing);
    expect(await found("%2541%252F")).toBe(missing);
  });

  it("decodes once when a character is escaped that need not be", async () => {
    expect(await found("%35%30%2520off")).toBe("50%20off");
  });

  it("keeps a percent sign that no two hex digits follow", async () => {
    expect(await found("100%25")).toBe("100%");
    expect(await found("%25zz")).toBe("%zz");
  });

  it("reads %2525 as %25 when decoded once and as % when decoded twice", async () => {
    expect(await found("100%2525")).toBe("100%");
    expect(await found("%31%30%30%2525")).toBe("100%25");
  });

  it("takes an unescaped slash for the next part of the path", async () => {
    expect(await found("slash/in/it")).toBe(missing);
    expect(await found("slash%2Fin%2Fit")).toBe("slash/in/it");
    expect(await found("slash%2fin%2fit")).toBe("slash/in/it");
  });

  it("does not collapse . and .. as a URL parser would", async () => {
    for (const name of [".", "..", "..."]) expect(await found(name)).toBe(name);
    expect(await found("%2E")).toBe(".");
    expect(await found("%2e%2e")).toBe("..");
    expect((await core().get("/proxies/../version")).status).toBe(404);
  });

  it("reads + as a plus sign and a space only from %20", async () => {
    expect(await found("with+space")).toBe(missing);
    expect(await found("plus+sign")).toBe("plus+sign");
  });

  it("takes unescaped characters that a path may hold", async () => {
    expect(await found("colon:at@dollar$")).toBe("colon:at@dollar$");
    expect(await found("semi;colon,comma")).toBe("semi;colon,comma");
    expect(await found("~tilde-under_score.dot!star*")).toBe("~tilde-under_score.dot!star*");
  });

  it("ends a path at an unescaped question mark", async () => {
    expect(await found("1?mark")).toBe("1");
  });

  it("tells upper from lower case and composed from decomposed letters", async () => {
    expect(await found("Delay")).toBe(missing);
    expect(await found(segment("\u00e9 composed"))).toBe("\u00e9 composed");
    expect(await found(segment("\u00e9 decomposed"))).toBe(missing);
  });

  it("finds a node whose name is a leaf of the route", async () => {
    expect(await found("delay")).toBe("delay");
    expect((await core().get("/proxies/delay/delay?timeout=abc")).status).toBe(400);
  });
}

function otherNames(core: () => Bench, kind: TargetKind): void {
  it("follows the same rules for groups", async () => {
    expect((await core().get(`/group/${segment("组 / 50%20off")}`)).json().name).toBe("组 / 50%20off");
    expect((await core().get(`/group/${encodeURIComponent("组 / 50%20off")}`)).status).toBe(200);
    expect((await core().get(`/group/a%2Fb`)).json().name).toBe("a/b");
    expect((await core().put(`/proxies/${segment("组 / 50%20off")}`, { name: "delay" })).status).toBe(204);
  });

  it("follows the same rules for providers and their nodes", async () => {
    const provider = segment("提供/者 50%20off");
    expect((await core().get(`/providers/proxies/${provider}`)).json().name).toBe("提供/者 50%20off");
    expect((await core().get(`/providers/proxies/${provider}/${segment("inner/%41")}`)).json().name).toBe("inner/%41");
    expect((await core().get(`/providers/proxies/${provider}/nobody`)).status).toBe(404);
    expect((await core().put(`/providers/rules/${segment("规则/50%20off")}`)).status).toBe(204);
    expect((await core().put(`/providers/rules/nobody`)).status).toBe(404);
  });

  it("follows the same rules for storage keys", async () => {
    const key = `/storage/${segment("键/50%20off")}`;
    const stored = await core().put(key, '"here"');
    if (kind.profile === "old") {
      expect({ status: stored.status, text: stored.text }).toEqual({ status: 404, text: "404 page not found\n" });
      return;
    }
    expect(stored.status).toBe(204);
    expect((await core().get(key)).text).toBe('"here"');
    expect((await core().get(`/storage/${everyByte("键/50%20off")}`)).text).toBe('"here"');
  });
}
