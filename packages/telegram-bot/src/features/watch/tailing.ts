import type { TailLevel } from "../../screens/errors.ts";
import { logFile } from "../../live/log-file.ts";
import type { Handlers, PressContext, PressResult } from "../press.ts";

type Tailing = Pick<
  Handlers,
  "errors" | "stopTail" | "filterTail" | "wholeTail" | "holdTail" | "tailFile" | "coreLogs"
>;

/** The text that the log's view is narrowed to, as long as it is looked at. What is written asks for a new view. */
function textNow({ session, messageId }: PressContext): { readonly text?: string } {
  const { route } = session.state;
  return messageId !== undefined && route.at === "errors" && route.text !== undefined ? { text: route.text } : {};
}

/** Shows the log from this level on. `debug` is asked about first: a busy core says thousands of lines a minute. */
export function showTail(press: PressContext, level: TailLevel, narrowed: { readonly text?: string }): PressResult {
  const { controller, questions, session, t } = press;
  const route = { at: "errors", level, ...narrowed } as const;
  const { tail } = session.state;
  if (level !== "debug" || (tail?.level === "debug" && tail.controllerId === controller.id)) return { route };
  const question = questions.ask(session.state.person.id, { controller, run: async () => ({ route }) });
  return { route: { at: "confirm", question, text: t.tail.confirmDebug, back: { do: "errors", level: "info" } } };
}

/** What a text narrows the view to; `-` and nothing at all narrow it to nothing. */
export function narrowedTo(text: string): { readonly text?: string } {
  const wanted = text.trim().slice(0, 100);
  return wanted === "" || wanted === "-" ? {} : { text: wanted };
}

/** Presses on the view of the core's log. */
export const tailing: Tailing = {
  errors: (press, { level }) => showTail(press, level, textNow(press)),

  stopTail({ session, t }) {
    session.state.tail?.stop();
    session.redraw("user");
    return { toast: t.toast.liveStopped };
  },

  filterTail: ({ controller, t }, { level }) => ({
    route: {
      at: "ask",
      title: t.errors.title,
      prompt: t.tail.prompt,
      back: { do: "errors", level },
      deed: { controller, run: async (press, text) => showTail(press, level, narrowedTo(text)) },
    },
  }),

  wholeTail: (press, { level }) => showTail(press, level, {}),

  holdTail({ session, t }, { state }) {
    const { tail } = session.state;
    if (state === "on") tail?.hold();
    else tail?.release();
    session.redraw("user");
    return { toast: state === "on" ? t.tail.holding : t.tail.released };
  },

  async tailFile({ session, controller, sendFile, t }) {
    const { tail, person } = session.state;
    const lines = tail?.controllerId === controller.id ? tail.rawLines : [];
    if (lines.length === 0) return { stays: true, toast: t.errors.waiting };
    const caption = t.tail.caption(controller.id, lines.length);
    const failure = await sendFile?.(
      person.id,
      logFile({ controller: controller.id, lines, now: Date.now(), caption }),
    );
    return { stays: true, toast: failure === undefined ? t.tail.sent(lines.length) : t.tail.notSent };
  },

  async coreLogs(press, { level }) {
    const { session, controller, actor, t } = press;
    const { was, now } = await controller.run("set-log-level", { level }, { actor, signal: session.signal });
    const text = t.tail.coreSet(was, now);
    return { route: { at: "errors", level, ...textNow(press) }, toast: text, notice: { kind: "done", text } };
  },
};
