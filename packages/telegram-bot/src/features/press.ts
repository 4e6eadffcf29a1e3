import type { Actor, AuditRecord, Controller, GroupView, Snapshot } from "@pointsman/core";
import type { ActionName, ActionOf } from "../callback/actions.ts";
import type { Outcome } from "../delivery/outbox.ts";
import type { Failure } from "../delivery/failure.ts";
import type { OutgoingFile } from "../delivery/send-file.ts";
import type { Locale } from "../locales/index.ts";
import { formerName, namesLike } from "../model/former-names.ts";
import { groupNamed, groupRefs, memberRefs } from "../model/picture.ts";
import type { Desk } from "../people/desk.ts";
import type { TelegramHealth } from "../polling/supervisor.ts";
import type { Caption } from "../screens/chart.ts";
import type { Notice, Screen } from "../screens/kit/layout.ts";
import type { ChatSession } from "../session/chat-session.ts";
import type { Questions } from "../session/questions.ts";
import type { Route } from "../session/route.ts";
import { shortName } from "../text/name.ts";

/** What a confirmed question does, on the controller that it was asked about. */
export interface Deed {
  readonly controller: Controller;
  run(press: PressContext): Promise<PressResult>;
}

/** What is done with the text that a person was asked for. */
export interface TextDeed {
  readonly controller: Controller;
  run(press: PressContext, text: string): Promise<PressResult>;
}

/** The bot's own way to Telegram. */
export interface TelegramPath {
  /** Name or address of the Bot API server. */
  readonly host: string;
  /** After a switch Telegram must be reached within so many ms, or it is taken back. */
  readonly withinMs: number;
  /** From now on new sockets are used: kept ones may run over a way that is gone for new ones. */
  renew(): void;
  /** How the connection is, by the poller. */
  health(): TelegramHealth;
  /** The way that is taken: `direct`, or a proxy's address without user and password. */
  way(): string;
  /** Whether Telegram answers now. Never rejects. */
  reaches(signal: AbortSignal): Promise<boolean>;
}

/** The alerts in this person's chat that stand in messages of their own. */
export interface AlertPost {
  /**
   * Draws an alert's message anew, with what was done about it below. The message may be one that this process does not
   * remember; without a note an earlier one stays.
   */
  noted(personId: number, key: string, messageId: number, note: string | undefined): void;
  /** Sends what this draws as an alert would come now, with a sound or without; nothing while the chat is muted. */
  trial(personId: number, draw: (reach: "loud" | "silent") => Screen): Promise<"sent" | "muted" | "unsent">;
}

/** A picture that is not drawn yet, with what stands below it. */
export interface Picture {
  readonly svg: string;
  readonly caption: Caption;
}

/** Pictures in messages of their own. */
export interface PictureDesk {
  /** Sends it, or puts it in place of the picture in that message. Never rejects. */
  show(personId: number, picture: Picture, messageId?: number): Promise<Outcome | { readonly kind: "undrawn" }>;
}

/** Dashboards that go on for ever, at most one in each chat. */
export interface DashboardWall {
  /** Begins one in a message of its own; one that was there ends. */
  begin(personId: number, controller: Controller): Promise<"pinned" | "unpinned" | "unsent">;
  /** Ends it, and says so in its message. */
  end(personId: number, messageId: number, controller: Controller): Promise<void>;
}

/** What the process around the bot gives it besides the controllers. */
export interface Surroundings {
  /** Where what the bot remembers is kept; absent: it forgets with each restart. */
  readonly stateDir?: string;
  /** The latest records of what was done, newest first, at most so many; absent: nobody keeps them. Must not throw. */
  readonly auditTrail?: (most: number) => readonly AuditRecord[];
}

/** One press of a person who may use the bot, on a controller that the person may see. */
export interface PressContext {
  readonly session: ChatSession;
  readonly controller: Controller;
  readonly actor: Actor;
  readonly t: Locale;
  readonly questions: Questions<Deed>;
  /** The message whose button was pressed; absent for what was written. */
  readonly messageId?: number;
  readonly desk: Desk;
  readonly surroundings?: Surroundings;
  /** Sends a file to this person's chat; what kept it from arriving, or undefined. */
  readonly sendFile?: (chatId: number, file: OutgoingFile) => Promise<Failure | undefined>;
  readonly alertPost?: AlertPost;
  readonly telegramPath?: TelegramPath;
  readonly pictures?: PictureDesk;
  readonly dashboards?: DashboardWall;
}

export interface PressResult {
  /** The screen to show; absent: the current one, drawn again. */
  readonly route?: Route;
  /** At most 200 characters. */
  readonly toast?: string;
  /** The chat's screen stays as it is: the press was on a message that is none. */
  readonly stays?: true;
  /** Stands on the screen; without one, a toast that came too late does. */
  readonly notice?: Notice;
}

export type Handler<Name extends ActionName> = (
  press: PressContext,
  action: ActionOf<Name>,
) => PressResult | Promise<PressResult>;

export type Handlers = { readonly [Name in ActionName]: Handler<Name> };

/** What a button was about is not there any more. Nothing was done; the person gets a toast and the nearest screen. */
export class StalePress extends Error {
  readonly route: Route;

  constructor(toast: string, route: Route) {
    super(toast);
    this.name = "StalePress";
    this.route = route;
  }
}

/** A fresh picture with groups and nodes: what references are looked up in. */
export async function freshPicture({ session, controller }: PressContext): Promise<Snapshot> {
  await session.read({ at: "groups", page: 0 });
  return controller.observer.snapshot;
}

/** The group behind a reference, as it is now. Throws `StalePress` where no group has it. */
export function groupBehind({ t }: PressContext, snapshot: Snapshot, ref: string): GroupView {
  const name = groupRefs(snapshot).nameOf(ref);
  const group = name === undefined ? undefined : groupNamed(snapshot, name);
  if (group === undefined) throw new StalePress(t.toast.noGroup, { at: "groups", page: 0 });
  return group;
}

/**
 * The member behind a reference. Throws `StalePress` where the group has no such member, so never acts on another one; the
 * list then begins with what the vanished one may be called now.
 */
export function memberBehind({ t, controller }: PressContext, group: GroupView, ref: string, page = 0): string {
  const name = memberRefs(group).nameOf(ref);
  if (name !== undefined) return name;
  const route = { at: "group", group: group.name, page, tap: "u" } as const;
  const former = formerName(ref);
  const maybe = former === undefined ? [] : namesLike(controller.observer.snapshot, group, former);
  if (former === undefined || maybe.length === 0) throw new StalePress(t.toast.noNode, route);
  throw new StalePress(t.list.gone(shortName(former, 40)), { ...route, maybe });
}
