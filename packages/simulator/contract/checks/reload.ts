import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { failure, outcome } from "./shapes.ts";

/** Reference §9.3: a whole configuration, from the file or from the request. */
export function reloadChecks(kind: TargetKind): void {
  describe("reload (§9.3)", () => {
    const core = useTarget(kind);
    bodies(core, kind.profile);
    mistakes(core, kind.profile);
    effects(core);
  });
}

function put(core: () => Bench, payload: string, query = ""): ReturnType<Bench["put"]> {
  return core().put(`/configs${query}`, { payload });
}

function bodies(core: () => Bench, profile: Profile): void {
  it.each(["{}", "null", '{"path":""}', '{"path":"","payload":""}'])("reloads its own file for %s", async (body) => {
    expect(outcome(await core().put("/configs", body))).toEqual({ status: 204, text: "" });
    expect((await core().get("/proxies/fast")).status).toBe(200);
  });

  it.each(["", "[]", '{"path":1}', '{"payload":', '"config.yaml"'])("refuses %j with Body invalid", async (body) => {
    expect(outcome(await core().put("/configs", body))).toEqual(failure(400, "Body invalid"));
  });

  it("refuses a relative path", async () => {
    const refused = await core().put("/configs", { path: "config.yaml" });
    expect(outcome(refused)).toEqual(failure(400, "path is not a absolute path"));
  });

  it("refuses a path outside of its folder on the current core; an old one looks there", async () => {
    const { status, json } = await core().put("/configs", { path: "/nowhere/config.yaml" });
    const current = `path is not subpath of home directory or SAFE_PATHS: /nowhere/config.yaml \n allowed paths: [${core().dir}]`;
    const old = "stat /nowhere/config.yaml: no such file or directory";
    expect({ status, body: json() }).toEqual({ status: 400, body: { message: profile === "current" ? current : old } });
  });

  it("says when there is no such file", async () => {
    const path = `${core().dir}/none.yaml`;
    const refused = await core().put("/configs", { path });
    expect(outcome(refused)).toEqual(failure(400, `stat ${path}: no such file or directory`));
  });
}

function mistakes(core: () => Bench, profile: Profile): void {
  it.each([
    ["proxies: [", "yaml: line 1: did not find expected node content"],
    ["port: x", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `x` into int"],
    ["- a", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into config.RawConfig"],
    ["just text", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `just text` into config.RawConfig"],
    ["mode: script", "invalid mode"],
    ["proxies: [{ name: a, type: nope }]", "proxy 0: unsupport proxy type: nope"],
    [
      "proxies: [{ name: a, type: http, server: x, port: 1 }, { name: a, type: http, server: x, port: 1 }]",
      "proxy a is the duplicate name",
    ],
    ["proxy-groups: [{ name: g, type: nope, proxies: [DIRECT] }]", "proxy group[0]: unsupported type: nope"],
    ["proxy-groups: [{ name: g, type: select }]", "proxy group[0]: g: `use` or `proxies` missing"],
    ["proxy-groups: [{ name: g, type: select, proxies: [nobody] }]", "proxy group[0]: g: 'nobody' not found"],
    ["proxy-groups: [{ name: g, type: select, use: [nobody] }]", "proxy group[0]: g: 'nobody' not found"],
    ["rules: ['NOPE,x,y']", "rules[0] [NOPE,x,y] error: proxy [y] not found"],
    ["rules: ['MATCH,nobody']", "rules[0] [MATCH,nobody] error: proxy [nobody] not found"],
    ["rules: ['RULE-SET,nobody,DIRECT']", "rules[0] [RULE-SET,nobody,DIRECT] error: rule set [nobody] not found"],
    ["proxy-providers: { a: { type: nope } }", "parse proxy provider a error: unsupport vehicle type: nope"],
    ["rule-providers: { a: { type: nope, behavior: domain } }", "unsupported vehicle type: nope"],
  ])("refuses the configuration %j with the parser's words", async (payload, message) => {
    expect(outcome(await put(core, payload))).toEqual(failure(400, message));
    expect((await core().get("/proxies/fast")).status).toBe(200);
  });

  it.each([
    [
      "rules: ['DOMAIN,a']",
      "rules[0] [DOMAIN,a] error: format invalid",
      "rules[0] [DOMAIN,a] error: proxy [a] not found",
    ],
    ["log-level: loud", "invalid log-level", "invalid mode"],
    [
      "proxies: [{ name: a, type: http }]",
      "proxy 0: '' has unset fields: port, server",
      "proxy 0: key 'server' missing",
    ],
  ])("refuses %j in other words on each core", async (payload, current, old) => {
    expect(outcome(await put(core, payload))).toEqual(failure(400, profile === "current" ? current : old));
  });
}

function effects(core: () => Bench): void {
  const settings = (): Promise<Json> =>
    core()
      .get("/configs")
      .then((answer) => answer.json());

  it("makes nodes anew: other ids, no history but the first tests, and keeps the selections", async () => {
    await core().put("/proxies/Proxy", { name: "slow" });
    const before = (await core().get("/proxies/shadow")).json();
    await core().get("/proxies/shadow/delay?timeout=0");
    expect((await core().get("/proxies/shadow")).json()).toMatchObject({ alive: false });
    expect((await core().put("/configs", {})).status).toBe(204);
    const after = (await core().get("/proxies/shadow")).json();
    expect(after.id).not.toBe(before.id);
    expect(after).toMatchObject({ alive: true, history: [], extra: {} });
    expect((await core().get("/group/Proxy")).json().now).toBe("slow");
  });

  it("forgets what was patched", async () => {
    await core().patch("/configs", { mode: "global", ipv6: true });
    expect((await core().put("/configs", {})).status).toBe(204);
    expect(await settings()).toMatchObject({ mode: "rule", ipv6: false });
  });

  it("leaves ports alone without force, and applies them with force=true", async () => {
    const port = (await settings())["mixed-port"];
    const config = stringify({ ...parse(core().configText), "mixed-port": 0, mode: "direct" });
    for (const query of ["", "?force=false", "?force=1", "?force=TRUE"]) {
      expect((await put(core, config, query)).status, query).toBe(204);
      expect(await settings(), query).toMatchObject({ "mixed-port": port, mode: "direct" });
    }
    expect((await put(core, config, "?force=true")).status).toBe(204);
    expect((await settings())["mixed-port"]).toBe(0);
    expect((await put(core, core().configText, "?force=true")).status).toBe(204);
    expect(await settings()).toMatchObject({ "mixed-port": port, mode: "rule" });
  });

  it("does not change the secret", async () => {
    const config = stringify({ ...parse(core().configText), secret: "another one" });
    expect((await put(core, config, "?force=true")).status).toBe(204);
    expect((await core().get("/version")).status).toBe(200);
  });

  it("replaces everything else: a short configuration leaves the built-ins", async () => {
    expect((await put(core, "rules: ['MATCH,DIRECT']")).status).toBe(204);
    const { proxies } = (await core().get("/proxies")).json<{ proxies: object }>();
    expect(Object.keys(proxies)).not.toContain("fast");
    expect((await core().get("/rules")).json().rules).toHaveLength(1);
    expect((await core().get("/providers/rules")).json()).toEqual({ providers: {} });
    expect((await core().put("/configs", {})).status).toBe(204);
    expect((await core().get("/proxies/fast")).status).toBe(200);
  });

  it("keeps the totals of the traffic", async () => {
    const traffic = await core().openTraffic("exact.test");
    traffic.close();
    const before = (await core().get("/connections")).json().downloadTotal;
    expect((await core().put("/configs", {})).status).toBe(204);
    expect((await core().get("/connections")).json().downloadTotal).toBeGreaterThanOrEqual(before);
  });
}
