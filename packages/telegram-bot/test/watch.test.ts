import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { encodePress } from "../src/callback/codec.ts";
import { controllerRef } from "../src/callback/ref.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { testEngines } from "./support/engines.ts";
import { Client, house } from "./support/house.ts";

/** Somebody who takes every connection and never says a word. */
async function blackHole(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("/status", () => {
  test("tells once how the core is doing, with what each group uses and the last alert", async () => {
    const { api } = await house({ engines: testEngines() });
    const ada = new Client(api);
    await ada.write("/status", "home › Status");
    const text = ada.console.text.replaceAll("\u2060", "");
    for (const fact of ["Core: alpha-", "Mode: rule", "TUN: on (Mixed)", "Up since at least:"])
      expect(text).toContain(fact);
    expect(text).toMatch(/🎬 Streaming: .*\d+ ms/);
    expect(text).toContain("Last alert: ");
    await ada.go("Dashboard", "home › Dashboard");
    expectNothingRefused(api);
  });

  test("of all: who is dead keeps nobody waiting, and is told when that is known", async () => {
    const { api } = await house({ controllers: ["home", "cabin", "villa"], elsewhere: { cabin: await blackHole() } });
    const ada = new Client(api);
    await ada.write("/status all", "home › All controllers");
    // Long before the dead one's time is over: those that live have told everything.
    await ada.sees(/🟢 home · rule · \d+ ms · alpha-[\s\S]*🟢 villa · rule · \d+ ms/);
    await ada.sees(/🔴 cabin · does not answer/);
    expect(ada.console.text).toMatch(/↓ .*\/s ↑ .*\/s · 0 connections/);
    await ada.go("villa", "villa › Status");
    expectNothingRefused(api);
  });

  test("of another controller steers that one", async () => {
    const { api } = await house({ controllers: ["home", "cabin"] });
    const ada = new Client(api);
    await ada.write("/status cabin", "cabin › Status");
    await ada.write("/menu", "cabin › Home");
    expectNothingRefused(api);
  });
});

describe("the controllers", () => {
  test("stand with mode, time and version, and each can be used or looked into", async () => {
    const { api } = await house({
      controllers: ["home", "cabin", "villa"],
      elsewhere: { villa: "http://127.0.0.1:1" },
      users: { "1001": "admin", "1002": { role: "viewer", controllers: ["cabin"] } },
    });
    const ada = new Client(api);
    await ada.write("/ctl", /🟢 home · rule · \d+ ms · alpha-[\s\S]*🔴 villa · out of reach/);
    expect(ada.console.text).toContain("Add it under controllers");
    await ada.go("villa", "villa › Home");
    const bob = new Client(api, 1002);
    await bob.write("/controllers", /🟢 cabin · rule · \d+ ms/);
    expect(bob.console.text).not.toContain("home");
    expect(bob.labels.join()).not.toContain("Diagnosis");
    expectNothingRefused(api);
  });
});

describe("a diagnosis", () => {
  test("looks at Telegram, core, clock, streams and the state folder", async () => {
    const stateDir = mkdtempSync(path.join(tmpdir(), "telegram-diag-"));
    onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
    const { api } = await house({ stateDir });
    const ada = new Client(api);
    await ada.write("/diag", "home › Diagnosis");
    const text = ada.console.text.replaceAll("\u2060", "");
    expect(text).toMatch(/✅ Telegram: answers in \d+ ms · directly/);
    expect(text).toMatch(/✅ Core: answers in \d+ ms · alpha-/);
    expect(text).toContain("✅ Core's clock: right");
    expect(text).toContain("✅ traffic  ✅ memory  ✅ connections  ✅ log");
    expect(text).toContain("✅ State folder: can be written");
    expect(text).toMatch(/Bot: \d+\.\d+\.\d+ · Node\.js \d+/);
    expectNothingRefused(api);
  });

  test("of a controller that is away says so, and that nothing is kept", async () => {
    const { api } = await house({ elsewhere: { home: "http://127.0.0.1:1" } });
    const ada = new Client(api);
    await ada.write("/diag", "❗ Core: out of reach");
    expect(ada.console.text).toContain("none: I forget with each restart");
    expect(ada.console.text).not.toContain("Streams");
    expectNothingRefused(api);
  });
});

describe("the config", () => {
  test("is changed after a second press, and read back", async () => {
    const { core, api, audit } = await house();
    const ada = new Client(api);
    await ada.write("/config", "home › Config");
    expect(ada.console.text).toContain("Allow LAN: on");
    await ada.go("Allow LAN", "Set Allow LAN to off?");
    expect(core.world.settings["allow-lan"]).toBe(true);
    await ada.go("Yes", "Allow LAN: on → off");
    expect(core.world.settings["allow-lan"]).toBe(false);
    await ada.write("/config log-level debug", "Set the log level to debug?");
    await ada.go("Yes", /Log level: \w+ → debug/);
    await ada.write("/config ipv6 off", "Set IPv6 to off?");
    await ada.go("Yes", "IPv6: ");
    expect(core.world.settings["ipv6"]).toBe(false);
    expect(audit.map(({ operation }) => operation)).toEqual(["set-allow-lan", "set-log-level", "patch-config"]);
    expectNothingRefused(api);
  });

  test("is for admins: others are refused, by a forged press too, and that is written down", async () => {
    const { core, api, audit } = await house({ users: { "1001": "operator" } });
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    core.record.clear();
    const controller = controllerRef("home");
    const { chatId, messageId } = ada.console;
    for (const action of [
      { do: "config" },
      { do: "setSetting", setting: "lan", state: "on" },
      { do: "setLogLevel", level: "debug" },
      { do: "audit", page: 0 },
      { do: "diagnose" },
    ] as const) {
      const { text } = await ada.user.press(chatId, messageId, { data: encodePress({ controller, action }) });
      expect(text).toBe("You may not do that.");
    }
    for (const command of ["/config lan on", "/audit", "/diag"]) await ada.write(command, "You may not do that.");
    expect(core.record.filter(({ method }) => !["GET", "OPTIONS"].includes(method))).toEqual([]);
    expect(audit.map(({ operation, code }) => `${operation} ${code}`)).toEqual([
      "core.config forbidden",
      "core.config forbidden",
      "core.config forbidden",
      "audit.read forbidden",
      "core.diagnose forbidden",
      "core.config forbidden",
      "audit.read forbidden",
      "core.diagnose forbidden",
    ]);
    expectNothingRefused(api);
  });
});

describe("the audit", () => {
  test("tells what was done from the chat, newest first, page by page", async () => {
    const { api } = await house({ pace: { tapsInTenSeconds: 1000 } });
    const ada = new Client(api);
    await ada.write("/audit", "Nothing was done yet.");
    for (let turn = 0; turn < 4; turn += 1) {
      await ada.write("/mode rule", "Now: rule");
      await ada.write("/dns flush", "DNS cache flushed");
    }
    await ada.write("/audit", /Flush the DNS cache|Empty the/);
    expect(ada.console.text).toContain("Ada (telegram) · home");
    expect(ada.labels).toContain("1/2");
    await ada.write("/audit 2", /audit/i);
    expect(ada.labels).toContain("2/2");
    expectNothingRefused(api);
  });

  test("that nobody keeps is told so", async () => {
    const { api } = await house({ auditTrail: "nobody" });
    const ada = new Client(api);
    await ada.write("/audit", "needs pointsman run");
    expectNothingRefused(api);
  });
});

describe("commands", () => {
  test("of charts send a picture, and nothing else", async () => {
    const { api } = await house({ engines: testEngines() });
    const ada = new Client(api);
    await ada.write("/traffic 7d", "home › Traffic · the last 7 days");
    await ada.write("/chart memory 1h", "home › Memory · the last hour");
    await ada.write("/chart delay streaming", /home › Latency · the last 24 hours\n1 🎬 Streaming/);
    await ada.write("/chart", "home › Traffic · the last hour");
    expect(api.calls.of("sendMessage")).toEqual([]);
    await ada.write("/chart of everything", "Say /chart with one of: traffic");
    expectNothingRefused(api);
  });

  test("of charts say so where nobody records anything", async () => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/traffic", /needs `?pointsman run|cannot do that/);
    expectNothingRefused(api);
  });

  test("of the log show its last lines and hand it over, and never a secret", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/logs", "This core has warned of nothing");
    await ada.write("/errors", "live");
    const secret = "https://sub.example/link/aB3canary9xZ?token=canary-token";
    core.world.log("warning", "an old line");
    core.world.log("error", `[Provider] sub pull error: Get "${secret}": EOF`);
    core.world.log("warning", "the newest line");
    await ada.sees("the newest line");
    expect(ada.console.text).toContain("sub.example/link/…?…");
    await ada.write("/errors 1", "the newest line");
    expect(ada.console.text).not.toContain("an old line");
    const sent = api.calls.next("sendDocument");
    ada.user.send("/logs 2");
    await sent;
    await expect.poll(() => ada.user.messages().at(-1)?.document?.fileName).toMatch(/^home-log-.*\.txt$/);
    const file = ada.user.messages().at(-1)?.document;
    const text = Buffer.from(file?.bytes ?? "").toString();
    expect(text.trim().split("\n")).toHaveLength(2);
    expect(text).toContain("the newest line");
    expect(JSON.stringify([text, ada.user.messages()])).not.toContain("canary");
    expectNothingRefused(api);
  });

  test("are few words for what is elsewhere behind buttons", async () => {
    const { api } = await house({ cap: "critical" });
    const ada = new Client(api);
    await ada.write("/id", "Telegram id: 1001");
    await ada.write("/fakeip flush", "Forget all fake addresses?");
    await ada.write("/restart", "Restart the core?");
    await ada.write("/lookup a.test", /a\.test/);
    await ada.write("/lookup", "Send me a name");
    await ada.write("/cancel", "home › Home");
    await ada.write("/help diag", "/diag – What works and what does not");
    expectNothingRefused(api);
  });
});
