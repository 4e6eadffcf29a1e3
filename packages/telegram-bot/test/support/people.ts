import type { AuditRecord } from "@pointsman/core";
import type { Person } from "../../src/access.ts";
import { Desk } from "../../src/people/desk.ts";
import { People } from "../../src/people/people.ts";
import { Chats } from "../../src/state/chats.ts";
import { logLines } from "./bot-api.ts";

/** The people of a config, with nothing kept on a disk. */
export function peopleOnPaper(...listed: readonly Person[]): People {
  const controllers = new Set(["home", "cabin"]);
  return new People({
    listed: new Map(listed.map((one) => [one.id, one])),
    controllers,
    file: undefined,
    log: logLines(),
  });
}

/** What chats keep, with nothing kept on a disk. */
export function chatsOnPaper(): Chats {
  return new Chats({ file: undefined, language: "auto", log: logLines() });
}

/** The desk of a bot that Telegram calls `house_bot`, with all that it wrote down. */
export function deskOnPaper(people: People, chats: Chats = chatsOnPaper()): { desk: Desk; audit: AuditRecord[] } {
  const audit: AuditRecord[] = [];
  const desk = new Desk({
    people,
    audit: (record) => audit.push(record),
    link: (payload) => `https://t.me/house_bot?start=${payload}`,
    localeOf: (id) => chats.localeUnasked(id),
  });
  return { desk, audit };
}
