import { describe, expect, it } from "vitest";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { failure, flag, number, outcome, text } from "./shapes.ts";

/** Reference §9.1 and §9.2: the live settings, and changing some of them. */
export function configChecks(kind: TargetKind): void {
  describe("settings (§9.1, §9.2)", () => {
    const core = useTarget(kind);
    reading(core, kind.profile);
    patching(core);
    refusing(core);
    ignoring(core, kind.profile);
  });
}

function settings(core: () => Bench): Promise<Json> {
  return core()
    .get("/configs")
    .then((answer) => answer.json());
}

const keys = (
  "port socks-port redir-port tproxy-port mixed-port tun tuic-server ss-config vmess-config authentication " +
  "skip-auth-prefixes lan-allowed-ips lan-disallowed-ips allow-lan bind-address inbound-tfo inbound-mptcp mode " +
  "unified-delay log-level ipv6 interface-name routing-mark geox-url geo-auto-update geo-update-interval geodata-mode " +
  "geodata-loader geosite-matcher tcp-concurrent find-process-mode sniffing global-ua etag-support keep-alive-idle " +
  "keep-alive-interval disable-keep-alive"
).split(" ");

function reading(core: () => Bench, profile: Profile): void {
  it("shows exactly these keys, in the core's order", async () => {
    const old = keys.toSpliced(keys.indexOf("global-ua"), 0, "global-client-fingerprint");
    expect(Object.keys(await settings(core))).toEqual(profile === "current" ? keys : old);
  });

  it("shows values of these types, null where no list was set", async () => {
    const now = await settings(core);
    expect(now).toMatchObject({
      port: 0,
      "socks-port": 0,
      "redir-port": 0,
      "tproxy-port": 0,
      "mixed-port": number,
      "ss-config": "",
      "vmess-config": "",
      authentication: null,
      "skip-auth-prefixes": null,
      "lan-allowed-ips": ["0.0.0.0/0", "::/0"],
      "lan-disallowed-ips": null,
      "allow-lan": false,
      "bind-address": text,
      mode: "rule",
      "unified-delay": false,
      "log-level": "info",
      ipv6: false,
      "interface-name": "",
      "routing-mark": 0,
      "geo-auto-update": false,
      "geo-update-interval": 24,
      "geodata-mode": false,
      "geodata-loader": "memconservative",
      "geosite-matcher": "succinct",
      "tcp-concurrent": false,
      "find-process-mode": "strict",
      sniffing: false,
      "etag-support": true,
      "keep-alive-idle": 0,
      "keep-alive-interval": 0,
      "disable-keep-alive": false,
    });
    expect(Object.keys(now["geox-url"])).toEqual(["geo-ip", "mmdb", "asn", "geo-site"]);
    expect(now["mixed-port"]).toBeGreaterThan(0);
  });

  it("names itself in the user agent", async () => {
    const { version } = (await core().get("/version")).json();
    expect((await settings(core))["global-ua"]).toBe(`clash.meta/${version}`);
  });

  it("shows tun and tuic-server although both are off", async () => {
    const { tun, "tuic-server": tuic } = await settings(core);
    expect(tun).toMatchObject({
      enable: false,
      device: "",
      stack: "gVisor",
      "dns-hijack": ["0.0.0.0:53"],
      "auto-route": flag,
      "auto-detect-interface": flag,
      "file-descriptor": 0,
    });
    const echKey = profile === "current" ? { "ech-key": "" } : {};
    expect(tuic).toEqual({
      enable: false,
      listen: "",
      certificate: "",
      "private-key": "",
      ...echKey,
      "mux-option": { brutal: { enabled: false } },
    });
  });

  it("never shows the secret, the controller's address, rules or nodes", async () => {
    const { text: all } = await core().get("/configs");
    expect(all).not.toContain(core().secret);
    for (const key of ["secret", "external-controller", "dns", "rules", "proxies"])
      expect(all).not.toContain(`"${key}"`);
  });
}

function patching(core: () => Bench): void {
  const patch = async (body: unknown): Promise<Json> => {
    expect(outcome(await core().patch("/configs", body))).toEqual({ status: 204, text: "" });
    return settings(core);
  };

  it.each([["global"], ["DIRECT"], ["Rule"]])("sets the mode %s in any case", async (mode) => {
    expect((await patch({ mode })).mode).toBe(mode.toLowerCase());
  });

  it.each(["DEBUG", "warning", "error", "silent", "info"])("sets the log level %s in any case", async (level) => {
    expect((await patch({ "log-level": level }))["log-level"]).toBe(level.toLowerCase());
  });

  it("sets what else may be set while it runs", async () => {
    const changes = { "allow-lan": true, "bind-address": "127.0.0.1", ipv6: true, "tcp-concurrent": true };
    const lists = { "skip-auth-prefixes": ["127.0.0.0/8"], "lan-disallowed-ips": ["10.0.0.0/8"] };
    expect(await patch({ ...changes, ...lists })).toMatchObject({ ...changes, ...lists });
    await patch({ "allow-lan": false, ipv6: false, "tcp-concurrent": false });
  });

  it("closes a port with 0 and opens it again", async () => {
    const port = (await settings(core))["mixed-port"];
    expect((await patch({ "mixed-port": 0 }))["mixed-port"]).toBe(0);
    expect((await patch({ "mixed-port": port }))["mixed-port"]).toBe(port);
  });

  it("answers 204 although a port is taken: the next read shows 0", async () => {
    expect((await patch({ "socks-port": core().port }))["socks-port"]).toBe(0);
  });

  it("leaves everything as it is for {} and for nulls", async () => {
    const before = await settings(core);
    expect(await patch({})).toEqual(before);
    expect(await patch({ mode: null, "mixed-port": null, tun: null })).toEqual(before);
  });

  it("reads the keys in any case, and only the first JSON value", async () => {
    expect((await patch('{"MODE":"global"} {"mode":"direct"}')).mode).toBe("global");
    await patch({ mode: "rule" });
  });
}

function refusing(core: () => Bench): void {
  it.each([
    ["no body", ""],
    ["a broken document", "{"],
    ["an array", "[]"],
    ["a text for a port", '{"mixed-port":"7890"}'],
    ["a fraction for a port", '{"mixed-port":7890.5}'],
    ["7890.0 for a port", '{"mixed-port":7890.0}'],
    ["an unknown mode", '{"mode":"script"}'],
    ["an unknown log level", '{"log-level":"loud"}'],
    ["a number for a mode", '{"mode":1}'],
    ["an address for a prefix", '{"lan-allowed-ips":["1.2.3.4"]}'],
    ["a text for a flag", '{"allow-lan":"yes"}'],
  ])("refuses %s with Body invalid and applies nothing", async (_, body) => {
    const before = await settings(core);
    expect(outcome(await core().patch("/configs", body))).toEqual(failure(400, "Body invalid"));
    expect(await settings(core)).toEqual(before);
  });

  it("applies nothing of a body of which one key is wrong", async () => {
    expect((await core().patch("/configs", '{"ipv6":true,"mode":"script"}')).status).toBe(400);
    expect((await settings(core)).ipv6).toBe(false);
  });
}

function ignoring(core: () => Bench, profile: Profile): void {
  it("ignores what may not be set while it runs", async () => {
    const before = await settings(core);
    const body = {
      "unified-delay": true,
      authentication: ["a:b"],
      "geodata-mode": true,
      secret: "x",
      "no-such-key": 1,
    };
    expect((await core().patch("/configs", body)).status).toBe(204);
    expect(await settings(core)).toEqual(before);
    expect((await core().get("/version")).status).toBe(200);
  });

  it("sets find-process-mode on the current core; an old one ignores it", async () => {
    expect((await core().patch("/configs", { "find-process-mode": "OFF" })).status).toBe(204);
    expect((await settings(core))["find-process-mode"]).toBe(profile === "current" ? "off" : "strict");
    await core().patch("/configs", { "find-process-mode": "strict" });
  });

  it("refuses an unknown find-process-mode on the current core; an old one ignores it", async () => {
    const { status } = await core().patch("/configs", { "find-process-mode": "sometimes" });
    expect(status).toBe(profile === "current" ? 400 : 204);
  });
}
