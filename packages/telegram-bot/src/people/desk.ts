import type { Actor, AuditRecord } from "@pointsman/core";
import type { Locale } from "../locales/index.ts";
import type { People } from "./people.ts";

/** What is done about people, as the audit calls it. */
export type PeopleDeed =
  | "people.invite"
  | "people.withdraw-invites"
  | "people.let-in"
  | "people.change"
  | "people.remove"
  | "core.heap-profile"
  | "core.config"
  | "core.diagnose"
  | "audit.read";

export interface DeskOptions {
  readonly people: People;
  readonly audit?: ((record: AuditRecord) => void) | undefined;
  /** A link that opens the bot with this payload; undefined until Telegram has said what the bot is called. */
  readonly link: (payload: string) => string | undefined;
  /** The language that this person's chat has now. */
  readonly localeOf: (personId: number) => Locale;
  readonly now?: () => number;
}

/** Where admins let people in: what they do there is written down, and what others try as well. */
export class Desk {
  readonly people: People;
  readonly link: DeskOptions["link"];
  readonly localeOf: DeskOptions["localeOf"];
  readonly #audit: DeskOptions["audit"];
  readonly #now: () => number;

  constructor({ people, audit, link, localeOf, now = Date.now }: DeskOptions) {
    this.people = people;
    this.link = link;
    this.localeOf = localeOf;
    this.#audit = audit;
    this.#now = now;
  }

  done(actor: Actor, deed: PeopleDeed, input: unknown, result?: unknown): void {
    this.#note(actor, deed, { input, outcome: "done", ...(result === undefined ? {} : { result }) });
  }

  refused(actor: Actor, deed: PeopleDeed, input: unknown): void {
    this.#note(actor, deed, { input, outcome: "failed", code: "forbidden" });
  }

  #note(
    { outlet, id, name }: Actor,
    operation: PeopleDeed,
    outcome: Pick<AuditRecord, "input" | "outcome" | "code" | "result">,
  ): void {
    this.#audit?.({
      at: new Date(this.#now()).toISOString(),
      // Whom the bot listens to concerns every controller.
      controller: "*",
      operation,
      actor: { outlet, id, ...(name === undefined ? {} : { name }) },
      tookMs: 0,
      ...outcome,
    });
  }
}
