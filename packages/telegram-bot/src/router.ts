import { isControllerError } from "@pointsman/core";
import { type Action, acts } from "./callback/actions.ts";
import { decodePress, type Press } from "./callback/codec.ts";
import { controllerRef } from "./callback/ref.ts";
import { commandActions, commandNamed, isMenuCommand } from "./commands.ts";
import { failureText } from "./delivery/failure.ts";
import type { Log } from "./delivery/log.ts";
import type { Outbox } from "./delivery/outbox.ts";
import { lookUp } from "./features/setup/dns.ts";
import { handlers } from "./features/index.ts";
import {
  type AlertPost,
  type DashboardWall,
  type Deed,
  type Handler,
  type PictureDesk,
  type PressContext,
  type PressResult,
  StalePress,
  type Surroundings,
  type TelegramPath,
} from "./features/press.ts";
import { arrive } from "./features/own/arrive.ts";
import { find, help, use } from "./features/groups/search.ts";
import { spokenTo } from "./features/spoken/spoken.ts";
import { askedWay, askWay, explainWay } from "./features/traffic/way.ts";
import type { Locale } from "./locales/index.ts";
import type { Desk } from "./people/desk.ts";
import { errorText } from "./model/draw/draw.ts";
import type { ChatSession } from "./session/chat-session.ts";
import { Questions } from "./session/questions.ts";
import type { OpenSession, Sessions } from "./session/sessions.ts";

/** A flood of this length is worth a word. */
const tellFloodMs = 3000;

/** Who did it, as Telegram says. */
export interface From {
  readonly id: number;
  readonly name: string;
  readonly t: Locale;
}

export interface IncomingPress {
  readonly queryId: string;
  readonly messageId: number;
  readonly data: string;
}

export interface RouterOptions {
  readonly sessions: Sessions;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly desk: Desk;
  /** Default: nothing. */
  readonly surroundings?: Surroundings;
  /** A press is answered within so many ms. */
  readonly answerMs: number;
  readonly alertPost?: AlertPost;
  readonly sendFile?: PressContext["sendFile"];
  readonly telegramPath?: TelegramPath;
  readonly pictures?: PictureDesk;
  readonly dashboards?: DashboardWall;
}

const onOwnMessages: ReadonlySet<string> = new Set([
  "alertList",
  "alertOpen",
  "freshHome",
  "menuBelow",
  "doorPeople",
  "unpinDashboard",
]);

/** Pressed on a message of its own, which must not become the chat's screen. */
function isApart(action: Action | undefined): boolean {
  if (action === undefined) return false;
  return onOwnMessages.has(action.do) || ("where" in action && action.where === "m");
}

/** Leads to a screen of the controller that the button was drawn for. */
function leadsToScreen(action: Action): boolean {
  return (
    !isApart(action) ||
    ["alertList", "alertOpen", "alertTest", "freshHome", "menuBelow", "doorPeople"].includes(action.do)
  );
}

/** Takes what known people press and write, has it done, and shows what came of it. */
export class Router {
  readonly #options: RouterOptions;
  readonly #questions = new Questions<Deed>();

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /** `late`: it waited while the bot was away, so nothing is done that changes anything. */
  async press(from: From, incoming: IncomingPress, late: boolean): Promise<void> {
    const open = this.#options.sessions.of(from.id, from.t);
    if (open === undefined) return;
    const answer = (toast?: string) => this.#options.outbox.answer(incoming.queryId, toast);
    const { session, limit, inFlight } = open;
    if (!limit.admit()) return await answer(from.t.toast.slowDown);
    if (inFlight.has(incoming.data)) return await answer(from.t.toast.busy);
    const press = decodePress(incoming.data);
    const apart = isApart(press?.action);
    // The dashboard that goes on for ever stays what it is, whatever data somebody sends for it.
    if (!apart && session.memory.dashboard?.messageId !== incoming.messageId) session.console.adopt(incoming.messageId);
    if (press !== undefined && late && acts(press.action.do)) return await answer(from.t.toast.away);
    inFlight.add(incoming.data);
    try {
      const work = async (): Promise<PressResult> => {
        const result = await this.#guarded(() => this.#pressed(session, from, press, incoming.messageId), from.t);
        // What went wrong on such a message leads nowhere else.
        return apart && result.failed === true ? { ...result, stays: true } : result;
      };
      await this.#work(open, from, work, answer);
    } finally {
      inFlight.delete(incoming.data);
    }
  }

  /** A text in a private chat: a command, the answer to a question, or a search. */
  async text(from: From, text: string, late: boolean): Promise<void> {
    const open = this.#options.sessions.of(from.id, from.t);
    if (open === undefined || !open.limit.admit()) return;
    await this.#work(open, from, () =>
      this.#guarded(() => this.#written(open.session, from, text.trim(), late), from.t),
    );
  }

  /** Does the work, answers in time, and shows the screen unless a newer one was asked for meanwhile. */
  async #work(
    { session }: OpenSession,
    from: From,
    work: () => Promise<PressResult>,
    answer?: (toast?: string) => Promise<void>,
  ): Promise<void> {
    const turn = session.nextTurn();
    let answered: Promise<void> | undefined;
    const blockedMs = session.console.blockedForMs;
    const flood = blockedMs > tellFloodMs ? from.t.toast.flood(Math.ceil(blockedMs / 1000)) : undefined;
    const timer = setTimeout(() => {
      answered = answer?.(flood);
    }, this.#options.answerMs);
    const result = await work();
    clearTimeout(timer);
    const unsaid = answered !== undefined || answer === undefined;
    const said = [result.toast, flood].filter((one) => one !== undefined);
    if (!unsaid) answered = answer?.(said.length === 0 ? undefined : said.join(" · "));
    const notice =
      result.notice ??
      (unsaid && result.toast !== undefined ? ({ kind: "done", text: result.toast } as const) : undefined);
    const isWritten = answer === undefined;
    if (result.stays === true && !(isWritten && notice !== undefined)) {
      if (unsaid && notice !== undefined && session.console.isShowing) {
        session.update({ notice });
        session.redraw("user");
      }
    } else if (session.isNewest(turn)) {
      // What was asked for in writing comes below the question.
      if (isWritten) session.console.renew();
      await session.open(result.route ?? session.state.route, turn, notice);
    } else if (notice !== undefined) {
      // The person has gone on to another screen: the outcome is told there.
      session.update({ notice });
      session.redraw("user");
    }
    await answered;
  }

  /** Every fault becomes words: nothing that a person presses may end the bot. */
  async #guarded(work: () => Promise<PressResult>, t: Locale): Promise<PressResult & { readonly failed?: true }> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StalePress) return { toast: error.message, route: error.route, failed: true };
      const text = errorText(error, t);
      if (isControllerError(error)) return { toast: `❗ ${text}`, notice: { kind: "failed", text }, failed: true };
      this.#options.log.error(`A press failed: ${failureText(error)}`);
      return { toast: text, failed: true };
    }
  }

  async #pressed(session: ChatSession, from: From, press: Press | undefined, messageId: number): Promise<PressResult> {
    const { t } = from;
    if (press === undefined) return { toast: t.toast.oldButton, route: { at: "home" } };
    const controller = session.state.controllers.find((one) => controllerRef(one.id) === press.controller);
    if (controller === undefined) return { toast: t.toast.noController, route: { at: "controllers" } };
    if (leadsToScreen(press.action)) session.steer(controller);
    return await this.#handle({ ...this.#context(session, from), controller, messageId }, press.action);
  }

  #context(session: ChatSession, { name, t }: From): PressContext {
    const { alertPost, telegramPath, pictures, dashboards, desk, sendFile, surroundings } = this.#options;
    return {
      session,
      controller: session.state.controller,
      actor: session.actor(name),
      t,
      questions: this.#questions,
      desk,
      ...(surroundings === undefined ? {} : { surroundings }),
      ...(sendFile === undefined ? {} : { sendFile }),
      ...(alertPost === undefined ? {} : { alertPost }),
      ...(telegramPath === undefined ? {} : { telegramPath }),
      ...(pictures === undefined ? {} : { pictures }),
      ...(dashboards === undefined ? {} : { dashboards }),
    };
  }

  async #handle(context: PressContext, action: Action): Promise<PressResult> {
    const handler = handlers[action.do] as Handler<Action["do"]>;
    return await handler(context, action);
  }

  async #written(session: ChatSession, from: From, text: string, late: boolean): Promise<PressResult> {
    const { t } = from;
    const context = this.#context(session, from);
    const [, command = "", argument = ""] = /^\/([a-z0-9_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
    const name = commandNamed(command);
    if (name === "") return await this.#answered(context, text, late);
    if (name === "use") {
      if (late) return { route: { at: "home" }, notice: { kind: "failed", text: t.message.away } };
      if (argument.trim() === "") return { route: { at: "home" }, notice: { kind: "failed", text: t.message.useWhat } };
      return await use(context, argument.trim());
    }
    if (name === "start" && argument.trim() !== "") return await arrive(context, argument.trim());
    if (name === "help" && argument.trim() !== "") return await help(context, argument.trim());
    if (name === "route") return argument.trim() === "" ? askWay(context) : await explainWay(context, argument);
    if (isMenuCommand(name)) {
      const spoken = spokenTo(name);
      const said = argument.trim() === "" && spoken?.bare !== true ? undefined : spoken;
      const changes = said === undefined ? acts(commandActions[name].do) : said.acts === true;
      if (late && changes) return { route: { at: "home" }, notice: { kind: "failed", text: t.message.away } };
      return said === undefined
        ? await this.#handle(context, commandActions[name])
        : await said.run(context, argument.trim());
    }
    return { route: { at: "home" }, notice: { kind: "failed", text: t.message.unknownCommand } };
  }

  /** A text without a command: the answer to what was asked, a question about a way, or a search. */
  async #answered(context: PressContext, text: string, late: boolean): Promise<PressResult> {
    const { route } = context.session.state;
    if (route.at === "ask") {
      if (late) return { route: { at: "home" }, notice: { kind: "failed", text: context.t.message.away } };
      return await route.deed.run({ ...context, controller: route.deed.controller }, text);
    }
    if (route.at === "dns" && route.asking) return await lookUp(context, text);
    return askedWay(text) === undefined ? await find(context, text) : await explainWay(context, text);
  }
}
