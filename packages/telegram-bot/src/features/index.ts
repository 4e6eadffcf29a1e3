import { dns } from "./dns.ts";
import { mode } from "./mode.ts";
import { navigation } from "./navigation.ts";
import type { Handlers } from "./press.ts";
import { switching } from "./switching.ts";
import { testing } from "./testing.ts";

/** What each button does. */
export const handlers: Handlers = {
  ...navigation,
  ...switching,
  ...testing,
  ...dns,
  ...mode,
  stopTail({ session, t }) {
    session.state.tail?.stop();
    session.redraw("user");
    return { toast: t.toast.liveStopped };
  },
  async confirm(press, { question }) {
    const { session, questions, t } = press;
    const taken = questions.take(question, session.state.person.id);
    if (taken.kind === "good") return await taken.deed.run({ ...press, controller: taken.deed.controller });
    return { route: { at: "home" }, toast: taken.kind === "expired" ? t.confirm.expired : t.confirm.notYours };
  },
};
