import type { Config } from "@pointsman/core";
import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { configScreen } from "./config.ts";

const settings: Config = {
  mode: "rule",
  "log-level": "info",
  "allow-lan": true,
  port: 0,
  "socks-port": 0,
  "redir-port": 0,
  "tproxy-port": 0,
  "mixed-port": 7890,
  "bind-address": "*",
  ipv6: false,
  tun: { enable: true, stack: "gVisor" },
  sniffing: true,
  "find-process-mode": "strict",
  "unified-delay": false,
  "geo-auto-update": true,
  "geo-update-interval": 24,
  authentication: ["canary-user"],
};

test("the config shows what runs, with a switch for each that can be changed here", () => {
  expect(show(configScreen({ frame: home, settings, mayReload: true }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Config</b>

    Mode: <b>rule</b>
    Allow LAN: <b>on</b>
    TUN: <b>on (gVisor)</b>
    IPv6: <b>off</b>
    Sniffing: <b>on</b>
    Log level: <b>info</b>
    Ports: <b>mixed 7890</b>
    Listens at: <b>*</b>
    Finds programs: <b>strict</b>
    Unified delay: <b>off</b>
    Geo data: <b>anew every 24 h</b>
    Logins: <b>1</b>

    <i>As the core runs now. What is changed here holds until it reloads.</i>

    [☑ Allow LAN] [☑ TUN]
    [☐ IPv6] [☑ Sniffing]
    [debug] [• info] [warning]
    [error] [silent]
    [🔄 Reload config !danger]
    [⬅️ Back] [🏠 Home] [🔄]"
  `);
});

test("nothing of the config is shown that may hold a password", () => {
  const secrets = {
    ...settings,
    "ss-config": "ss://AEAD_CHACHA20_POLY1305:canary-password@:8388",
    "vmess-config": "vmess://1:canary-uuid@:12345",
    "tuic-server": { enable: true, token: ["canary-token"], users: { canary: "canary" } },
    "geox-url": { mmdb: "https://canary-user:canary@example/?token=canary" },
    "global-ua": "canary-agent",
    secret: "canary-secret",
    "external-controller": "canary:9090",
  } as unknown as Config;
  expect(show(configScreen({ frame: home, settings: secrets, mayReload: true }, en))).not.toContain("canary");
});

test("a config that could not be read offers nothing to switch", () => {
  const text = show(configScreen({ frame: home, settings: undefined, mayReload: true }, en));
  expect(text).toContain("The core did not say.");
  expect(text).not.toContain("☐");
});

test("who may not reload is not offered it", () => {
  expect(show(configScreen({ frame: home, settings, mayReload: false }, en))).not.toContain("Reload");
});
