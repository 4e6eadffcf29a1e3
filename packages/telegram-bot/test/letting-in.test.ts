import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { encodePress } from "../src/callback/codec.ts";
import { controllerRef, looseRef } from "../src/callback/ref.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, type House, house } from "./support/house.ts";

type Action = Parameters<typeof encodePress>[0]["action"];
const data = (action: Action): string => encodePress({ controller: controllerRef("home"), action });
const person = (id: number): string => looseRef("person", String(id));

/** Presses what no button of this message may have offered. */
async function forge(client: Client, action: Action): Promise<string | undefined> {
  const { chatId, messageId } = client.console;
  return (await client.user.press(chatId, messageId, { data: data(action) })).text;
}

function stateDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "telegram-people-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Somebody knocks, and it is noted. */
async function knock({ log }: House, eve: Client): Promise<void> {
  const noted = log.line(new RegExp(`Ignored .* ${eve.user.id}`));
  eve.user.send("/start");
  await noted;
}

/** The admin lets the one who knocked in as operator. */
async function letIn(ada: Client): Promise<void> {
  await ada.write("/people", "Knocked, and got no answer");
  await ada.go("👋 Eve", "Telegram id");
  await ada.go("Let in", "Let Eve in as:");
  await ada.press("Operator");
  await ada.seesButton("✅ 🕹 Operator");
  await ada.go("Go on", "Let Eve in as 🕹 Operator?");
  await ada.go("Yes", "✅ Eve: 🕹 Operator");
}

/** What the bot said to somebody. */
const said = (client: Client) => client.user.messages().filter(({ from }) => from === "bot");

describe("a stranger who knocked", () => {
  test("is let in with a role from the chat, acts by it, and is met with silence again after being removed", async () => {
    const home = await house();
    const { api, core, audit } = home;
    const ada = new Client(api);
    const eve = new Client(api, 4242, "en", "Eve");
    await knock(home, eve);
    await letIn(ada);
    expect(said(eve)).toEqual([]);
    await eve.write("/nodes", "Which group?");
    await eve.go("Streaming", "Tap a node to switch");
    await eve.go(/HK 02/, /Now: 🇭🇰 HK 02/);
    expect(core.world.group("🎬 Streaming")?.current().name).toContain("HK 02");
    await ada.go("Eve · 🕹", "Let in:");
    await ada.go("Remove", "Remove Eve?");
    await ada.go("Yes", "✅ Eve is removed.");
    const before = said(eve).length;
    const { chatId, messageId } = eve.console;
    const unanswered = eve.user.press(chatId, messageId, { data: data({ do: "home" }) }).catch(() => "never answered");
    eve.user.send("/menu");
    await ada.write("/menu", "Home");
    expect(said(eve)).toHaveLength(before);
    expect(
      audit
        .filter(({ operation }) => operation.startsWith("people."))
        .map(({ operation, outcome, input }) => [operation, outcome, input]),
    ).toEqual([
      ["people.let-in", "done", { id: 4242, role: "operator" }],
      ["people.remove", "done", { id: 4242 }],
    ]);
    expectNothingRefused(api);
    await api.stop();
    await unanswered;
  });

  test("is counted for the word that admins get once a day, over a restart of the bot", async () => {
    const folder = stateDir();
    const home = await house({ stateDir: folder });
    await knock(home, new Client(home.api, 4242, "en", "Eve"));
    await home.bot.stop();
    expect(JSON.parse(readFileSync(path.join(folder, "door.json"), "utf8"))).toMatchObject({
      messages: 1,
      ids: [4242],
    });
  });

  test("keeps the role over a restart of the bot", async () => {
    const folder = stateDir();
    const home = await house({ stateDir: folder });
    const ada = new Client(home.api);
    const eve = new Client(home.api, 4242, "en", "Eve");
    await knock(home, eve);
    await letIn(ada);
    expect(JSON.parse(readFileSync(path.join(folder, "people.json"), "utf8"))).toMatchObject({
      guests: { "4242": { role: "operator", name: "Eve", by: 1001 } },
    });
    await home.bot.stop();
    const again = await house({ stateDir: folder });
    const later = new Client(again.api, 4242, "en", "Eve");
    await later.write("/help", "You are: operator");
  });

  test("has a smaller role at once where it is taken away, on an open screen, too", async () => {
    const home = await house();
    const { api, core } = home;
    const ada = new Client(api);
    const eve = new Client(api, 4242, "en", "Eve");
    await knock(home, eve);
    await letIn(ada);
    await eve.write("/dns", "Empty the core's DNS cache");
    await ada.go("Eve · 🕹", "Let in:");
    await ada.go("Change", "Eve may be:");
    await ada.press("Viewer");
    await ada.seesButton("✅ 👀 Viewer");
    await ada.go("Go on", "Make Eve 👀 Viewer?");
    await ada.go("Yes", "✅ Eve: 👀 Viewer");
    core.record.clear();
    expect(await eve.press("Flush DNS")).toMatch(/not allowed|may not/);
    expect(core.record.filter(({ method }) => method === "POST")).toEqual([]);
  });
});

describe("an invitation", () => {
  test("lets the first who opens the link in with its rights, and tells who sent it", async () => {
    const { api, core, audit } = await house();
    const ada = new Client(api);
    await ada.write("/people", "Nobody was let in from here yet.");
    await ada.go("Invite", "Whoever opens the link first");
    await ada.press("Operator");
    await ada.seesButton("✅ 🕹 Operator");
    await ada.go("Groups: all", "Which groups may be touched?");
    await ada.press("Streaming");
    await ada.seesButton(/☑.*Streaming/);
    await ada.go("Back", "Whoever opens");
    await ada.go("Go on", "Only: 🎬 Streaming");
    await ada.go("Yes", "One person can come in by this link");
    const [, payload = ""] = /\?start=([\w-]+)/.exec(ada.console.text) ?? [];
    const eve = new Client(api, 4242, "en", "Eve");
    await eve.write(`/start ${payload}`, "Welcome. You are: operator");
    await ada.sees("👋 Eve came in by your link.");
    const mallory = new Client(api, 4343, "en", "Mallory");
    mallory.user.send(`/start ${payload}`);
    await eve.go("Nodes", "Which group?");
    await eve.go("Streaming", "Tap a node to switch");
    await eve.go(/HK 02/, /Now: 🇭🇰 HK 02/);
    const forged = {
      do: "select",
      group: looseRef("group", "Proxy"),
      node: looseRef("node", "DIRECT"),
      page: 0,
    } as const;
    expect(await forge(eve, forged)).toContain("not allowed");
    expect(core.world.group("Proxy")?.current().name).not.toBe("DIRECT");
    expect(said(mallory)).toEqual([]);
    expect(audit.map(({ operation }) => operation)).toEqual(expect.arrayContaining(["people.invite", "people.let-in"]));
    expect(JSON.stringify(audit)).not.toContain(payload);
  });
});

describe("people of the config", () => {
  test("cannot be removed from the chat, which says so", async () => {
    const { api, bot } = await house({ users: { "1001": "admin", "1002": "viewer" } });
    const ada = new Client(api);
    await ada.write("/people", "Who may use this bot");
    await ada.go("🔒 1002", "stands in the config file under telegram.users");
    expect(ada.labels.join(" ")).not.toMatch(/Remove|Change/);
    expect(await forge(ada, { do: "removePerson", person: person(1002) })).toContain("not there any more");
    expect(await forge(ada, { do: "editPerson", person: person(1001) })).toContain("not there any more");
    const bob = new Client(api, 1002);
    await bob.write("/menu", "Home");
    expect(bot.health).toBe("online");
  });
});

describe("who may not let people in", () => {
  test.each([["viewer"], ["operator"], [{ role: "admin", groups: ["🎬 Streaming"] }]] as const)(
    "%j gets nowhere by forged presses, and what was tried is written down",
    async (rights) => {
      const home = await house({
        users: {
          "1001": "admin",
          "1002": typeof rights === "string" ? rights : { role: rights.role, groups: [...rights.groups] },
        },
      });
      const { api, audit } = home;
      const ada = new Client(api);
      const eve = new Client(api, 4242, "en", "Eve");
      await knock(home, eve);
      const bob = new Client(api, 1002);
      await bob.write("/settings", "Settings");
      expect(bob.labels.join(" ")).not.toContain("People");
      for (const action of [
        { do: "people" },
        { do: "person", person: person(1001) },
        { do: "knock", person: person(4242) },
        { do: "editPerson", person: person(4242) },
        { do: "draftRole", role: "admin" },
        { do: "invite" },
        { do: "grant" },
        { do: "withdrawInvites" },
        { do: "removePerson", person: person(1001) },
      ] as const)
        expect(await forge(bob, action)).toBe("You may not do that.");
      expect(
        audit.filter(({ code }) => code === "forbidden").map(({ operation, actor }) => [operation, actor.id]),
      ).toEqual([
        ["people.let-in", "1002"],
        ["people.withdraw-invites", "1002"],
        ["people.remove", "1002"],
      ]);
      await ada.write("/people", "Knocked, and got no answer");
      expect(said(eve)).toEqual([]);
    },
  );

  test("a confirmation is the admin's own, is used up by the first press, and asks again who may", async () => {
    const home = await house({ users: { "1001": "admin", "1002": "admin" } });
    const { api, audit } = home;
    const ada = new Client(api);
    const bob = new Client(api, 1002);
    const eve = new Client(api, 4242, "en", "Eve");
    await knock(home, eve);
    await bob.write("/menu", "Home");
    await ada.write("/people", "Knocked");
    await ada.go("👋 Eve", "Telegram id");
    await ada.go("Let in", "Let Eve in as:");
    await ada.go("Go on", "Let Eve in as 👀 Viewer?");
    const yes = ada.console.buttons.flat().find(({ text }) => text.startsWith("Yes"))?.callback_data ?? "";
    const press = async (client: Client) => {
      const { chatId, messageId } = client.console;
      return (await client.user.press(chatId, messageId, { data: yes })).text;
    };
    expect(await press(bob)).toBe("Somebody else was asked this.");
    expect(await press(ada)).toBe("✅ Eve: 👀 Viewer");
    expect(await press(ada)).toBe("This question has expired.");
    expect(audit.filter(({ operation }) => operation === "people.let-in")).toHaveLength(1);
  });
});

test("a flood of strangers leaves a few names, one line in the log and no call, while an admin is served", async () => {
  const { api, log } = await house();
  const ada = new Client(api);
  await ada.write("/menu", "Home");
  api.calls.clear();
  for (let id = 5000; id < 5300; id += 1) new Client(api, id, "en", `Mallory ${id}`).user.send("/start");
  await ada.write("/people", "Knocked, and got no answer");
  expect(ada.console.text.match(/👋/g)?.length).toBeLessThanOrEqual(5);
  expect(log.lines.filter((line) => line.includes("Ignored"))).toHaveLength(1);
  await vi.waitFor(() => expect(api.calls.of("sendMessage")).toHaveLength(1));
});
