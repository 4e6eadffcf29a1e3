import type { Controller } from "@pointsman/core";
import { startBotApi } from "@pointsman/simulator";
import { startBot } from "@pointsman/telegram-bot";
import type { AuditFile } from "pointsman/run";
import type { Part } from "./part.ts";

/** The person who chats on the page. */
const person = { id: 1001, name: "Alex", languageCode: "en" } as const;

export interface Chat extends Part {
  /** The chat page, for a frame. */
  readonly pageUrl: string;
}

/** A local Bot API server with its chat page, and the bot that talks to it. */
export async function startChat(controllers: ReadonlyMap<string, Controller>, audit: AuditFile): Promise<Chat> {
  const api = await startBotApi();
  const user = api.user(person);
  const bot = await startBot({
    config: { token: api.token, "api-root": api.url, users: { [person.id]: "admin" } },
    controllers,
    audit: audit.write,
    auditTrail: audit.latest,
  });
  await bot.ready;
  // A chat that is empty tells nobody what to do: the first word is said for them.
  user.send("/start");
  const page = new URL(api.pageUrl);
  page.searchParams.set("user", String(person.id));
  page.searchParams.set("embed", "1");
  return {
    name: "chat",
    pageUrl: page.href,
    async stop() {
      await bot.stop();
      await api.stop();
    },
  };
}
