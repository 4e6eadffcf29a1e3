import { isControllerError } from "@pointsman/core";
import { type Action, acts } from "./callback/actions.ts";
import { decodePress, type Press } from "./callback/codec.ts";
import { controllerRef } from "./callback/ref.ts";
import { commandRoutes, isMenuCommand } from "./commands.ts";
import { failureText } from "./delivery/failure.ts";
import type { Log } from "./delivery/log.ts";
import type { Outbox } from "./delivery/outbox.ts";
import { lookUp } from "./features/dns.ts";
import { handlers } from "./features/index.ts";
import { type Deed, type Handler, type PressContext, type PressResult, StalePress } from "./features/press.ts";
import { find, use } from "./features/search.ts";
import type { Locale } from "./locales/index.ts";
import { errorText } from "./model/draw.ts";
import type { ChatSession } from "./session/chat-session.ts";
import { Questions } from "./session/questions.ts";
import type { OpenSession, Sessions } from "./session/sessions.ts";

/** A press is answered within this time, whether or not its work is done: the client shows a spinner until then. */
const answerWithinMs = 800;
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
    session.console.adopt(incoming.messageId);
    if (press !== undefined && late && acts(press.action.do)) return await answer(from.t.toast.away);
    inFlight.add(incoming.data);
    try {
      await this.#work(open, from, () => this.#pressed(session, from, press), answer);
    } finally {
      inFlight.delete(incoming.data);
    }
  }

  /** A text in a private chat: a command, the answer to a question, or a search. */
  async text(from: From, text: string, late: boolean): Promise<void> {
    const open = this.#options.sessions.of(from.id, from.t);
    if (open === undefined || !open.limit.admit()) return;
    open.session.console.renew();
    await this.#work(open, from, () => this.#written(open.session, from, text.trim(), late));
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
    }, answerWithinMs);
    const result = await this.#guarded(work, from.t);
    clearTimeout(timer);
    const unsaid = answered !== undefined || answer === undefined;
    if (!unsaid) answered = answer?.(result.toast ?? flood);
    const notice =
      result.notice ??
      (unsaid && result.toast !== undefined ? ({ kind: "done", text: result.toast } as const) : undefined);
    if (session.isNewest(turn)) await session.open(result.route ?? session.state.route, turn, notice);
    else if (notice !== undefined) {
      // The person has gone on to another screen: the outcome is told there.
      session.update({ notice });
      session.redraw("user");
    }
    await answered;
  }

  /** Every fault becomes words: nothing that a person presses may end the bot. */
  async #guarded(work: () => Promise<PressResult>, t: Locale): Promise<PressResult> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StalePress) return { toast: error.message, route: error.route };
      const text = errorText(error, t);
      if (isControllerError(error)) return { toast: `❗ ${text}`, notice: { kind: "failed", text } };
      this.#options.log.error(`A press failed: ${failureText(error)}`);
      return { toast: text };
    }
  }

  async #pressed(session: ChatSession, from: From, press: Press | undefined): Promise<PressResult> {
    const { t } = from;
    if (press === undefined) return { toast: t.toast.oldButton, route: { at: "home" } };
    const controller = session.state.controllers.find((one) => controllerRef(one.id) === press.controller);
    if (controller === undefined) return { toast: t.toast.noController, route: { at: "home" } };
    session.steer(controller);
    const handler = handlers[press.action.do] as Handler<Action["do"]>;
    return await handler(this.#context(session, from), press.action);
  }

  #context(session: ChatSession, { name, t }: From): PressContext {
    return { session, controller: session.state.controller, actor: session.actor(name), t, questions: this.#questions };
  }

  async #written(session: ChatSession, from: From, text: string, late: boolean): Promise<PressResult> {
    const { t } = from;
    const context = this.#context(session, from);
    const [, command = "", argument = ""] = /^\/([a-z0-9_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
    const name = command.toLowerCase();
    const { route } = session.state;
    if (name === "") {
      const asking = route.at === "dns" && route.asking;
      return asking ? await lookUp(context, text) : await find(context, text);
    }
    if (name === "use") {
      if (late) return { route: { at: "home" }, notice: { kind: "failed", text: t.message.away } };
      if (argument.trim() === "") return { route: { at: "home" }, notice: { kind: "failed", text: t.message.useWhat } };
      return await use(context, argument.trim());
    }
    if (isMenuCommand(name)) return { route: commandRoutes[name] };
    return { route: { at: "home" }, notice: { kind: "failed", text: t.message.unknownCommand } };
  }
}
