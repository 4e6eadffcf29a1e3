import { describe, expect, test } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

const page = (client: Client): string => client.labels.find((label) => /^\d+\/\d+$/.test(label)) ?? "1/1";

describe("houses of other people", () => {
  test("a node of any name is switched to, exactly that one", async () => {
    const { core, api } = await house({ core: { scenario: "hostile" }, pace: { tapsInTenSeconds: 10_000 } });
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go(/Proxy →/, "Tap a node to switch");
    const group = core.world.group("Proxy");
    const members = new Set(group?.members().map(({ name }) => name));
    // The one in use has no button to switch to it.
    const switched = new Set([group?.current().name ?? ""]);
    const pages = Number(page(ada).split("/")[1]);
    for (let index = 1; index <= pages; index += 1) {
      const buttons = ada.console.buttons.flat().filter(({ callback_data: data }) => data?.includes(":sw:") === true);
      const { chatId, messageId } = ada.console;
      for (const { callback_data: data } of buttons) {
        const { text } = await ada.user.press(chatId, messageId, { data: data ?? "" });
        expect(text).toMatch(/^✅ Proxy → /);
        switched.add(group?.current().name ?? "");
      }
      if (index === pages) break;
      await ada.press("▶");
      await ada.seesButton(`${index + 1}/${pages}`);
    }
    for (const name of members) expect(switched).toContain(name);
    expectNothingRefused(api);
  });

  test("one of 2,000 nodes is three taps or one line away", async () => {
    const { core, api } = await house({ core: { scenario: "many" } });
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    await ada.go("Nodes", "Which group?");
    await ada.go("Group 01", "Tap a node to switch");
    const other = ada.labels.find((label) => label.startsWith("JP 001"))?.split(/ [·●◐○] /)[0] ?? "";
    await ada.go(other, `Now: ${other}`);
    expect(core.world.group("Group 01")?.current().name).toBe("JP 001");
    expect(page(ada)).toBe("1/125");
    await ada.press("⏭");
    await ada.seesButton("125/125");
    await ada.write("/use nl 200", /× “nl 200”/);
    expectNothingRefused(api);
  });

  test("one of 5,000 rules and of 3,000 connections is found, and the lists are short", async () => {
    const rules = Array.from({ length: 4999 }, (_, index) => `DOMAIN-SUFFIX,site-${index}.test,Proxy`);
    const config = {
      proxies: [{ name: "one", type: "http", server: "a.example.com", port: 80 }],
      "proxy-groups": [{ name: "Proxy", type: "select", proxies: ["one"] }],
      rules: [...rules, "MATCH,Proxy"],
    };
    // JSON is YAML.
    const { core, api } = await house({ core: { config: JSON.stringify(config, undefined, 1) } });
    // Early rules, as the simulated core tries one after the other.
    for (let index = 1; index < 3000; index += 1)
      core.world.traffic.open({ host: `h${index}.site-${index % 9}.test`, sourceIP: "192.168.1.20" });
    core.world.traffic.open({ host: "needle.site-7.test", sourceIP: "192.168.1.21" });
    const ada = new Client(api);
    await ada.write("/rules", "5000 rules");
    const pages = page(ada).split("/")[1];
    await ada.press("⏭");
    await ada.seesButton(`${pages}/${pages}`);
    await ada.go("5000 Match", "State: on");
    await ada.go("Back", "5000 rules");
    await ada.go("Find", "Send me");
    await ada.write("site-4321.test", /site-4321\.test/);
    await ada.write("/conns", "3000 open");
    await ada.go("Find", "Send me part");
    await ada.write("needle", "1 × “needle”");
    await ada.go(/needle/, "needle.site-7.test:");
    expectNothingRefused(api);
  });

  test("an empty core has nothing to press wrong", async () => {
    const { api } = await house({ core: { scenario: "empty" } });
    const ada = new Client(api);
    await ada.write("/menu", "This core has no groups to show.");
    await ada.go("Nodes", "There is no group that may be shown.");
    await ada.go("Back", "Home");
    await ada.go("Test", "There is no group that may be shown.");
    expectNothingRefused(api);
  });
});
