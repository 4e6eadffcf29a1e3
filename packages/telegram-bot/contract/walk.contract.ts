import { readFileSync } from "node:fs";
import { type PeerName, peer, startHouse, startRealCore, talkThrough } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { expectNothingRefused } from "../test/support/bot-api.ts";
import { botFor, Client, type HouseOptions } from "../test/support/house.ts";

const houseText = readFileSync(new URL("house.yaml", import.meta.url), "utf8");

/** Chains of nodes, which newer cores have no groups for. */
const relay = '  - { name: Chain, type: relay, proxies: ["🇭🇰 HK 01", "JP/02 <b>"] }';

async function openHouse(name: PeerName, options: HouseOptions = {}, text = houseText) {
  const found = peer(name);
  if (found === undefined) throw new Error(`${name} was not found`);
  const surroundings = await startHouse(text);
  onTestFinished(async () => await surroundings.stop());
  const core = await startRealCore({ binary: found.path, config: surroundings.config });
  onTestFinished(async () => await core.stop());
  const parts = await botFor(core, options);
  const see = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${core.url}${path}`, { headers: { authorization: `Bearer ${core.secret}` } });
    return (await response.json()) as Record<string, unknown>;
  };
  const talk = async (host: string) => {
    const socket = await talkThrough(core.mixedPort, `${host}:${surroundings.origin.port}`);
    onTestFinished(() => void socket.destroy());
    return socket;
  };
  return { ...parts, see, talk, ada: new Client(parts.api) };
}

describe.each(["core", "old-core"] as const)("the bot on the real %s", (name) => {
  describe.skipIf(peer(name) === undefined)("found on this machine", () => {
    test("switches and takes it back", async () => {
      const { api, ada, see } = await openHouse(name);
      await ada.write("/nodes", "Which group?");
      await ada.go(/Proxy →/, "Tap a node to switch");
      await ada.go("JP/02 <b>", "Now: JP/02 <b>");
      expect((await see("/proxies/Proxy"))["now"]).toBe("JP/02 <b>");
      await ada.seesButton("Undo");
      await ada.go("Undo", "Now: 🇭🇰 HK 01");
      expect((await see("/proxies/Proxy"))["now"]).toBe("🇭🇰 HK 01");
      expectNothingRefused(api);
    });

    test("pins an automatic group and lets it go", async () => {
      const { api, ada, see } = await openHouse(name);
      await ada.write("/nodes", "Which group?");
      await ada.go(/Auto →/, "the fastest is chosen");
      await ada.go("Look", "Tap a node to see it");
      await ada.go("JP/02 <b>", "Type:");
      await ada.go("Use it", "📌 pinned");
      expect((await see("/proxies/Auto"))["fixed"]).toBe("JP/02 <b>");
      await ada.press("Unpin");
      await expect.poll(async () => (await see("/proxies/Auto"))["fixed"]).toBe("");
      expectNothingRefused(api);
    });

    test.runIf(name === "old-core")("offers no choice in a relay group", async () => {
      const { api, ada, see } = await openHouse(name, {}, houseText.replace("\nrules:", `\n${relay}\nrules:`));
      expect((await see("/proxies/Chain"))["type"]).toBe("Relay");
      await ada.write("/nodes", "Which group?");
      await ada.go(/Chain/, "Relay – all are passed, one after the other");
      expect(ada.console.text).toContain("there is nothing to choose");
      expect(ada.labels.join()).not.toMatch(/Switch|Unpin/);
      await ada.go("JP/02 <b>", "Type:");
      expect(ada.labels.join()).not.toContain("Use it");
      expectNothingRefused(api);
    });

    test("tells of a node what the core says of it, and how its tests went", async () => {
      const { api, ada } = await openHouse(name);
      await ada.write("/nodes", "Which group?");
      await ada.go(/Auto →/, "the fastest is chosen");
      await ada.go("Look", "Tap a node to see it");
      await ada.go("🇭🇰 HK 01", "Type: Http");
      for (const _ of [1, 2]) {
        await ada.go("⚡ Test", /1 of 1 answered/);
        await ada.go("Back", "Type: Http");
      }
      expect(ada.console.text).toMatch(/^UDP: no( · tfo)?$/m);
      expect(ada.console.text).toMatch(/^History: [▁▂▃▄▅▆▇█✖]{2,10} \d+(–\d+)? ms$/m);
      expect(ada.console.text).toMatch(/^Delay: \d+ ms · /m);
      expectNothingRefused(api);
    });

    test("tests a group: two nodes answer, the dead one does not", async () => {
      const { api, ada } = await openHouse(name);
      await ada.write("/test", "Test what?");
      await ada.press(/Auto →/);
      await ada.sees(/\d of \d answered, [\d.]+ s\./);
      expect(ada.console.text).toMatch(/✖ +gone/);
      expect(ada.labels.filter((label) => label.startsWith("👆"))).toHaveLength(2);
      expectNothingRefused(api);
    });

    test("changes the mode after a second press, and flushes what the core can flush", async () => {
      const { api, ada, see } = await openHouse(name);
      await ada.write("/mode", "Now: rule");
      await ada.go("direct", "Sure?");
      await ada.go("Yes", "Now: direct");
      expect((await see("/configs"))["mode"]).toBe("direct");
      await ada.go(/^rule$/, "Now: rule");
      expect((await see("/configs"))["mode"]).toBe("rule");
      await ada.go("Back", "Home");
      await ada.go("DNS", "Empty the core's DNS cache");
      expect(await ada.press("Flush DNS")).toMatch(name === "core" ? /^✅/ : /^❗ This core cannot do that/);
      expectNothingRefused(api);
    });

    // The old core gets no bytes through these surroundings' nodes, so there is nothing to close.
    test.runIf(name === "core")("closes one connection, and then what is left", async () => {
      const { api, ada, see, talk } = await openHouse(name);
      const hosts = async (): Promise<string[]> => {
        const { connections } = (await see("/connections")) as { connections: { metadata: { host: string } }[] | null };
        return (connections ?? []).map(({ metadata }) => metadata.host).toSorted();
      };
      const sockets = [await talk("one.test"), await talk("two.test")];
      expect(await hosts()).toEqual(["one.test", "two.test"]);
      await ada.write("/conns", "2 open");
      await ada.go("one.test", "one.test:");
      await ada.go("Close it", "Close the connection to one.test?");
      await ada.go("Yes", "1 open");
      expect(await hosts()).toEqual(["two.test"]);
      await ada.go("Close all", "Close all 1 connections?");
      await ada.go("Yes", /No (open )?connection/);
      expect(await hosts()).toEqual([]);
      await expect.poll(() => sockets.map(({ closed }) => closed)).toEqual([true, true]);
      expectNothingRefused(api);
    });

    test("switches a rule off and on, as far as the core can", async () => {
      const { api, ada, see } = await openHouse(name);
      const firstRule = async (): Promise<Record<string, unknown> | undefined> => {
        const { rules } = (await see("/rules")) as { rules: { extra?: Record<string, unknown> }[] };
        return rules[0]?.extra;
      };
      await ada.write("/rules", "1 rule");
      await ada.go(/^1 /, "State: on");
      const canSwitch = (await firstRule()) !== undefined;
      expect(canSwitch).toBe(name === "core");
      await (canSwitch
        ? ada.go("Switch off", "off until the core reloads")
        : ada.press("Switch off").catch(() => undefined));
      expect((await firstRule())?.["disabled"] ?? false).toBe(canSwitch);
      await (canSwitch ? ada.go("Switch on", "State: on") : undefined);
      expect((await firstRule())?.["disabled"] ?? false).toBe(false);
      expectNothingRefused(api);
    });

    test("changes a setting after a second press, and the core has it", async () => {
      const { api, ada, see } = await openHouse(name);
      await ada.write("/config", "Allow LAN: ");
      const was = (await see("/configs"))["allow-lan"];
      await ada.go("Allow LAN", `Set Allow LAN to ${was === true ? "off" : "on"}?`);
      await ada.go("Yes", `Allow LAN: ${was === true ? "on → off" : "off → on"}`);
      expect((await see("/configs"))["allow-lan"]).toBe(was !== true);
      await ada.write("/config log-level debug", "Set the log level to debug?");
      await ada.go("Yes", "→ debug");
      expect((await see("/configs"))["log-level"]).toBe("debug");
      expectNothingRefused(api);
    });

    test("fetches a list of rules anew", async () => {
      const { api, ada, see } = await openHouse(name);
      const { providers } = (await see("/providers/rules")) as { providers: Record<string, { ruleCount: number }> };
      expect(providers["ads"]?.ruleCount).toBe(2);
      await ada.write("/providers", "Providers");
      await ada.go("Rule lists", "ads · 2 rules");
      await ada.go("ads", "ads: 2 → 2 rules");
      expectNothingRefused(api);
    });

    test("is told of in short and looked into", async () => {
      const { api, ada, see } = await openHouse(name);
      const { version } = await see("/version");
      await ada.write("/status", "home › Status");
      expect(ada.console.text.replaceAll("\u2060", "")).toContain(`Core: ${String(version)}`);
      await ada.write("/status all", /🟢 home · rule · \d+ ms/);
      await ada.write("/diag", /✅ Core: answers in \d+ ms/);
      expect(ada.console.text).toContain("✅ Core's clock: right");
      expect(ada.console.text).toContain("✅ traffic  ✅ memory  ✅ connections  ✅ log");
      expectNothingRefused(api);
    });

    test("reloads the config and restarts the core", async () => {
      const { api, ada, see } = await openHouse(name, { cap: "critical" });
      await ada.write("/maintenance", "Each tells what it does");
      await ada.go("Reload", "Load the core's config anew?");
      await ada.go("Yes, do it", "Step 2 of 2: load the config");
      await ada.go("Yes, now", "Config loaded");
      await ada.go("Restart", "All connections break for some seconds");
      await ada.go("Yes, do it", "Step 2 of 2: restart home now?");
      await ada.go("Yes, now", "The core is back");
      expect((await see("/version"))["version"]).toBeTypeOf("string");
      expectNothingRefused(api);
    });

    // This machine has no internet; with one, the upgrade would replace the copy of the executable that runs here.
    test("says in one sentence why an upgrade brought nothing, and the core runs on", async () => {
      const { api, ada, see } = await openHouse(name, { cap: "critical" });
      const { version } = await see("/version");
      await ada.write("/upgrade core", "Let the core fetch its newest version");
      await ada.go("Yes, do it", "Step 2 of 2: replace the program of home now?");
      await ada.go("Yes, now", /The core could not fetch it, so nothing was changed|Core upgraded|newest already/);
      await ada.go("New web pages", "Let the core fetch its web pages anew?");
      await ada.go("Yes", /The core could not fetch it, so nothing was changed|The web pages are new/);
      expect((await see("/version"))["version"]).toBe(version);
      expectNothingRefused(api);
    });
  });
});
