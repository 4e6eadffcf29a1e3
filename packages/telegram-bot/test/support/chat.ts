import type { Controller } from "@pointsman/core";
import { onTestFinished } from "vitest";
import type { Person } from "../../src/access.ts";
import { ChatConsole } from "../../src/delivery/chat-console.ts";
import { ChatGate } from "../../src/delivery/gate.ts";
import type { Outbox, Outcome } from "../../src/delivery/outbox.ts";
import { locales } from "../../src/locales/index.ts";
import { PictureReader } from "../../src/model/reader.ts";
import { defaultPace, type Pace } from "../../src/polling/pace.ts";
import type { Screen } from "../../src/screens/kit/layout.ts";
import { ChatSession, type ChatSessionOptions } from "../../src/session/chat-session.ts";
import { type LogLines, logLines } from "./bot-api.ts";
import { chatsOnPaper, peopleOnPaper } from "./people.ts";

/** Takes everything and keeps the screens and answers that left. */
export class PaperOutbox {
  readonly screens: string[] = [];
  readonly answers: (string | undefined)[] = [];

  async send(_: number, screen: Screen): Promise<Outcome> {
    this.screens.push(screen.text.markup);
    return { kind: "sent", messageId: 1 };
  }

  async edit(_: number, messageId: number, screen: Screen): Promise<Outcome> {
    this.screens.push(screen.text.markup);
    return { kind: "sent", messageId };
  }

  async answer(_: string, toast?: string): Promise<void> {
    this.answers.push(toast);
  }

  get outbox(): Outbox {
    return this as unknown as Outbox;
  }
}

/** A console that writes to paper as fast as it can. */
export function paperConsole(paper: PaperOutbox, onLost: () => void, gate = openGate()): ChatConsole {
  return new ChatConsole(paper.outbox, gate, 1, onLost);
}

/** Lets everything through. */
export function openGate(): ChatGate {
  return new ChatGate({ burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 });
}

/** One person's chat on paper. */
export function paperChat(
  controllers: readonly Controller[],
  person: Person = { id: 1, role: "admin" },
  pace: Partial<Pace> = {},
  { gate = openGate(), ...more }: Pick<ChatSessionOptions, "past"> & { readonly gate?: ChatGate } = {},
): { session: ChatSession; paper: PaperOutbox; log: LogLines } {
  const paper = new PaperOutbox();
  const log = logLines();
  const session = new ChatSession({
    person,
    t: locales.en,
    people: peopleOnPaper(person),
    memory: chatsOnPaper().of(person.id),
    timeZone: "UTC",
    readers: controllers.map((controller) => new PictureReader(controller)),
    log,
    pace: { ...defaultPace, ...pace },
    openConsole: (onLost) => paperConsole(paper, onLost, gate),
    ...more,
  });
  onTestFinished(async () => await session.close());
  return { session, paper, log };
}
