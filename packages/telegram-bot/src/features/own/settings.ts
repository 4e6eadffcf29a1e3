import { sortOf } from "../../screens/own/settings.ts";
import type { ChatMemory } from "../../state/chats.ts";
import { pageSizes } from "../../state/settings.ts";
import { timeZoneIn } from "../../state/time-zone.ts";
import { shortName } from "../../text/name.ts";
import type { Handlers, PressContext, PressResult } from "../press.ts";

const route = { at: "settings" } as const;

function saved({ session, t }: PressContext, change: Parameters<ChatMemory["set"]>[0]): PressResult {
  session.memory.set(change);
  return { route, toast: t.settings.saved };
}

async function setZone(press: PressContext, text: string): Promise<PressResult> {
  const { session, t } = press;
  const wanted = text.trim();
  const timeZone = wanted === "-" ? undefined : timeZoneIn(wanted);
  if (timeZone === undefined && wanted !== "-")
    return { route, notice: { kind: "failed", text: t.settings.noZone(shortName(wanted, 40)) } };
  session.memory.set({ timeZone });
  return { route, notice: { kind: "done", text: t.settings.saved } };
}

/** Presses on what a person sets for the own chat. */
export const settings: Pick<
  Handlers,
  "settings" | "setLanguage" | "setPageSize" | "setSort" | "setSound" | "setSafeSwitch" | "askTimeZone"
> = {
  settings: () => ({ route }),

  setLanguage({ session, desk }, { language }) {
    session.memory.set({ language });
    const t = desk.localeOf(session.state.person.id);
    session.update({ t });
    return { route, toast: t.settings.saved };
  },

  setPageSize: (press, { size }) => {
    const pageSize = pageSizes.find((one) => `${one}` === size);
    return saved(press, pageSize === undefined ? {} : { pageSize });
  },

  setSort: (press, { sort }) => saved(press, { sort: sortOf(sort) }),

  setSound: (press, { state }) => saved(press, { sound: state === "on" ? "loud" : "silent" }),

  setSafeSwitch: (press, { state }) => saved(press, { safeSwitch: state === "on" }),

  askTimeZone: ({ controller, t }) => ({
    route: {
      at: "ask",
      title: t.settings.zone,
      prompt: t.settings.zonePrompt,
      back: { do: "settings" },
      deed: { controller, run: setZone },
    },
  }),
};
