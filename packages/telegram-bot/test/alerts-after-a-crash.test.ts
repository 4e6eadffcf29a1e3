import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type MessageView, startSimulator, type TestUser } from "@pointsman/simulator";
import { expect, onTestFinished, test } from "vitest";
import type { AlertingOrder } from "./support/alerting-process.ts";
import { expectNothingRefused, telegram } from "./support/bot-api.ts";

const program = path.join(import.meta.dirname, "support", "alerting-process.ts");
const users = { "1001": "admin", "1002": "operator", "1003": "viewer" } as const;

/** A household whose bot is killed and started again; what it remembers is in one folder. */
async function household() {
  const core = await startSimulator({ scenario: "home", life: false });
  onTestFinished(async () => await core.stop());
  const api = await telegram();
  const stateDir = mkdtempSync(path.join(tmpdir(), "telegram-crash-"));
  onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
  const [ada, bob, cleo] = [1001, 1002, 1003].map((id) => api.user({ id, name: `No. ${id}`, started: true })) as [
    TestUser,
    TestUser,
    TestUser,
  ];
  const order: AlertingOrder = { apiRoot: api.url, token: api.token, core: core.url, users, stateDir };
  const start = async () => {
    const child = fork(program, [JSON.stringify(order)], {
      execArgv: ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child, "message");
    return {
      trouble: (what: string) => void child.send(what),
      async crash() {
        child.kill("SIGKILL");
        await once(child, "exit");
      },
    };
  };
  /** How many alert messages the bot knows of, in these chats together. */
  const known = (): number => {
    const { chats } = JSON.parse(readFileSync(path.join(stateDir, "telegram", "chats.json"), "utf8")) as {
      chats: Record<string, { mail: { posted: object } }>;
    };
    return Object.values(chats).reduce((sum, { mail }) => sum + Object.keys(mail.posted).length, 0);
  };
  return { api, ada, bob, cleo, start, known };
}

function ofBot(user: TestUser): readonly MessageView[] {
  return user.messages().filter(({ from }) => from === "bot");
}

/** Waits for the message of the bot that says this, the only one in this chat. */
async function only(user: TestUser, says: RegExp): Promise<MessageView> {
  const message = await user.expectMessage(({ from, text }) => from === "bot" && says.test(text), {
    timeoutMs: 30_000,
  });
  expect(ofBot(user)).toHaveLength(1);
  return message;
}

test("the end of an alert is written over the message of a process that was killed", { timeout: 120_000 }, async () => {
  const { api, ada, bob, cleo, start, known } = await household();
  const first = await start();
  first.trouble("The disk is full");
  const told = [await only(ada, /The disk is full/), await only(bob, /The disk is full/)];
  await expect.poll(known, { timeout: 30_000 }).toBe(2);
  await first.crash();

  const later = await start();
  later.trouble("");
  const over = [await only(ada, /✅/), await only(bob, /✅/)];
  expect(over.map(({ messageId }) => messageId)).toEqual(told.map(({ messageId }) => messageId));
  expect(ofBot(cleo)).toEqual([]);
  expectNothingRefused(api);
});

test("what a process was killed over is told by the next one, once", { timeout: 120_000 }, async () => {
  const { api, ada, bob, start } = await household();
  const first = await start();
  api.faults.add("sendMessage", { kind: "black-hole" }, 2);
  first.trouble("The disk is full");
  await expect.poll(() => api.calls.of("sendMessage").length, { timeout: 30_000 }).toBe(2);
  await first.crash();
  expect([ofBot(ada), ofBot(bob)]).toEqual([[], []]);

  const later = await start();
  const told = await only(ada, /The disk is full/);
  await only(bob, /The disk is full/);
  later.trouble("");
  expect((await only(ada, /✅/)).messageId).toBe(told.messageId);
  await only(bob, /✅/);
});
