import { expect, test } from "vitest";
import { testEngines } from "./support/engines.ts";
import { Client, house } from "./support/house.ts";

test("what people do from the chat is written down, with what was before and what is now", async () => {
  const { core, audit } = await walkThroughTheHouse();
  expect(audit.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    "select-node done",
    "select-node done",
    "select-node done",
    "release-node done",
    "set-mode done",
    "set-rule-enabled done",
    "set-rule-enabled done",
    "flush-dns done",
    "close-connection done",
    // What a scene is made of, and the scene.
    "set-mode done",
    "apply-scene done",
    "reload-config done",
  ]);
  const [switched, undone, pinned, released, mode, off, on, , closed] = audit.map(({ result }) => result);
  const now: unknown = expect.stringContaining("🇭🇰 HK 02");
  const was: unknown = expect.stringMatching(/^(?!🇭🇰 HK 02)/);
  expect(switched).toMatchObject({ group: "🎬 Streaming", was, now });
  expect(undone).toMatchObject({ group: "🎬 Streaming", was: now, now: was });
  expect(pinned).toMatchObject({ wasFixed: "", now: expect.stringContaining("HK 03") as unknown });
  expect(released).toMatchObject({ wasFixed: expect.stringContaining("HK 03") as unknown });
  expect(mode).toMatchObject({ was: "rule", now: "direct" });
  expect([off, on]).toMatchObject([
    { was: true, now: false },
    { was: false, now: true },
  ]);
  expect(closed).toMatchObject({ closed: 1 });
  expect(new Set(audit.map(({ actor }) => `${actor.outlet} ${actor.id} ${actor.name}`))).toEqual(
    new Set(["telegram 1001 Ada"]),
  );
  // Nothing that changes the core went around it: each such request belongs to one of the lines.
  const changes = core.record.filter(({ method }) => !["GET", "OPTIONS"].includes(method));
  expect(changes.map(({ method, path }) => `${method} ${path.split("/")[1]}`)).toEqual([
    "PUT proxies",
    "PUT proxies",
    "PUT proxies",
    "DELETE proxies",
    "PATCH configs",
    "PATCH rules",
    "PATCH rules",
    "POST cache",
    "DELETE connections",
    "PATCH configs",
    "PUT configs",
  ]);
});

async function walkThroughTheHouse() {
  const pace = { tapsInTenSeconds: 1000 };
  const home = await house({ engines: testEngines(), cap: "critical", pace });
  const ada = new Client(home.api);
  await ada.write("/nodes", "Which group?");
  await ada.go("Streaming", "Tap a node to switch");
  await ada.go(/^🇭🇰 HK 02/, /Now: 🇭🇰 HK 02/);
  await ada.go("↩️ Undo", /^(?:(?!Now: 🇭🇰 HK 02)[\s\S])*$/);
  await ada.write("/nodes", "Which group?");
  await ada.go(/^♻️ Auto/, "the fastest is chosen");
  await ada.go(/^🇭🇰 HK 03/, "📌 pinned");
  await ada.go("Unpin", /^(?:(?!pinned)[\s\S])*$/);
  await ada.write("/mode", "Now: rule");
  await ada.go("direct", "Sure?");
  await ada.go("Yes", "Now: direct");
  await ada.write("/rules", "the first that fits decides");
  await ada.go(/^1 /, "State: on");
  await ada.go("Switch off", "off until the core reloads");
  await ada.go("Switch on", "State: on");
  await ada.write("/dns", "Empty the core's DNS cache");
  await ada.go("Flush DNS", "DNS cache flushed");
  home.core.world.traffic.open({ host: "one.test", sourceIP: "192.168.1.20" });
  await ada.write("/conns", "1 open");
  await ada.go("one.test", "one.test:");
  await ada.go("Close it", "Close the connection to one.test?");
  await ada.go("Yes", "No connection is open.");
  await ada.write("/scenes", "movie: mode rule");
  await ada.go("🎬 movie", "1 changed");
  await ada.write("/maintenance", "Each tells what it does");
  await ada.go("Reload", "Load the core's config anew?");
  await ada.go("Yes, do it", "Step 2 of 2");
  await ada.go("Yes, now", "Config loaded");
  return home;
}
