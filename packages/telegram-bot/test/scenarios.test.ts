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
    const other = ada.labels.find((label) => label.startsWith("JP 001"))?.split(" · ")[0] ?? "";
    await ada.go(other, `Now: ${other}`);
    expect(core.world.group("Group 01")?.current().name).toBe("JP 001");
    expect(page(ada)).toBe("1/125");
    await ada.press("⏭");
    await ada.seesButton("125/125");
    await ada.write("/use nl 200", /× “nl 200”/);
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
