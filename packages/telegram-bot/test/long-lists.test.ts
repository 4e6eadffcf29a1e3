import { describe, expect, test } from "vitest";
import { startBot } from "../src/index.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house, quick } from "./support/house.ts";

const regions = ["🇭🇰 HK", "🇯🇵 JP"];

/** Sixty nodes of two regions and two protocols; every fifth counts traffic twice. JSON is YAML. */
function houseOf(nameOf: (index: number) => string): string {
  const proxies = Array.from({ length: 60 }, (_, index) => {
    const at = { name: nameOf(index), server: "a.example.com", port: 80 };
    return index % 2 === 0 ? { ...at, type: "http" } : { ...at, type: "socks5" };
  });
  const names = proxies.map(({ name }) => name);
  return JSON.stringify({
    proxies,
    "proxy-groups": [{ name: "Proxy", type: "select", proxies: names }],
    rules: ["MATCH,Proxy"],
  });
}

const dearName = (index: number): string => `${regions[index % 2]} ${index + 1}${index % 5 === 0 ? " | x2" : " | x1"}`;

async function open(ada: Client): Promise<void> {
  await ada.write("/nodes", "Which group?");
  await ada.go(/Proxy →/, "Tap a node to switch");
}

describe("a long list", () => {
  test("is cut down by what is ticked, and its buttons show the same part after a restart", async () => {
    const first = await house({ core: { config: houseOf(dearName) } });
    const ada = new Client(first.api);
    await open(ada);
    await ada.go("Filter", "60 of 60 nodes fit.");
    await ada.go("Http", "30 of 60 nodes fit.");
    await ada.go("≤ 1×", "24 of 60 nodes fit.");
    await ada.go("Show 24", "Proxy · ≤ 1× · Http");
    await first.bot.stop();
    await using bot = await startBot({
      config: { token: first.api.token, "api-root": first.api.url, users: { "1001": "admin" } },
      controllers: first.controllers,
      pace: quick,
    });
    await bot.ready;
    await ada.press("▶");
    await ada.seesButton("2/3");
    expect(ada.console.text).toContain("Proxy · ≤ 1× · Http");
    const shown = ada.labels.filter((label) => /HK|JP/.test(label));
    expect(shown).toHaveLength(8);
    for (const label of shown) expect(label).toMatch(/^🇭🇰 HK \d+ \| x1/);
    // A switch within the part leads back to it.
    await ada.go(/^🇭🇰 HK/, "Now: 🇭🇰 HK");
    expect(ada.console.text).toContain("Proxy · ≤ 1× · Http");
    expectNothingRefused(first.api);
  });

  test("is jumped in by a page, a number and a name", async () => {
    const { api } = await house({ core: { config: houseOf(dearName) } });
    const ada = new Client(api);
    await open(ada);
    await ada.go("1/8", "Page 1 of 8. Where to?");
    await ada.press(/^4 · /);
    await ada.seesButton("4/8");
    await ada.go("4/8", "Page 4 of 8. Where to?");
    await ada.go("Number or name", "Send me a page from 1 to 8");
    await ada.write("hk 41", "Tap a node to switch");
    await ada.seesButton("6/8");
    expect(ada.labels).toContain("🇭🇰 HK 41 | x2 · –");
    expectNothingRefused(api);
  });

  test("suggests a node that was renamed, and switches to nothing by itself", async () => {
    const { core, api } = await house({ core: { config: houseOf(dearName) } });
    const ada = new Client(api);
    await open(ada);
    const [second] = ada.console.buttons.flat().filter(({ text }) => text.startsWith("🇯🇵 JP 2 "));
    const { chatId, messageId } = ada.console;
    const renamed = houseOf((index) => dearName(index).replace("x1", "x1.5"));
    const response = await fetch(`${core.url}/configs?force=true`, {
      method: "PUT",
      headers: { authorization: `Bearer ${core.secret}` },
      body: JSON.stringify({ payload: renamed }),
    });
    expect(response.status).toBe(204);
    await ada.seesButton("🇯🇵 JP 2 | x1.5");
    const { text: toast } = await ada.user.press(chatId, messageId, { data: second?.callback_data ?? "" });
    expect(toast).toBe("🇯🇵 JP 2 | x1 is gone. On top stands what it may be called now.");
    await ada.sees("What you tapped is gone.");
    expect(ada.labels[0]).toBe("❔ 🇯🇵 JP 2 | x1.5");
    expect(core.world.group("Proxy")?.current().name).toBe(dearName(0));
    await ada.go("❔", "Type: Socks5");
    await ada.go("Use it", "Now: 🇯🇵 JP 2 | x1.5");
    expectNothingRefused(api);
  });
});

describe("the list of connections", () => {
  test("lives: what moves comes to the top by its speed, and stands still while it is held", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    const [slow, fast] = ["slow.test", "fast.test"].map((host) => core.world.traffic.open({ host }));
    slow?.transfer(0, 9_000_000);
    await ada.write("/conns", "2 open");
    expect(ada.labels[0]).toContain("slow.test · 8.6 MB");
    await ada.press("↕");
    await ada.seesButton("🚀 speed");
    // It is read again and again; bytes that move in between are speed.
    for (let turn = 0; turn < 40 && !(ada.labels[0] ?? "").includes("fast.test"); turn += 1) {
      const calls = api.calls.next("editMessageText");
      fast?.transfer(0, 5_000_000);
      await calls;
    }
    expect(ada.labels[0]).toMatch(/fast\.test · [\d.]+ MB\/s/);
    await ada.go("Pause", "Standing still");
    const read = core.record.filter({ method: "GET" }).length;
    core.world.traffic.open({ host: "new.test" });
    await ada.press(/^▶/);
    await ada.sees("3 open");
    expect(core.record.filter({ method: "GET" }).length).toBeGreaterThan(read);
    expectNothingRefused(api);
  });
});
