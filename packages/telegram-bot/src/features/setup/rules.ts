import { RefIndex } from "../../callback/ref.ts";
import type { RuleEntry } from "../../screens/setup/rules.ts";
import { shortName } from "../../text/name.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

async function read({ session, controller, actor }: PressContext, text: string | undefined) {
  const { rows, total } = await controller.run("list-rules", text === undefined ? {} : { text }, {
    actor,
    signal: session.signal,
  });
  const refs = new RefIndex(
    "rule",
    rows.map(({ fingerprint }) => fingerprint),
  );
  return { rows: rows.map((row): RuleEntry => ({ ...row, ref: refs.refOf(row.fingerprint) ?? "" })), total };
}

function textOf({ session }: PressContext): string | undefined {
  const { route } = session.state;
  return route.at === "rules" || route.at === "rule" ? route.text : undefined;
}

const withText = (text: string | undefined): { readonly text?: string } => (text === undefined ? {} : { text });

async function show(press: PressContext, text: string | undefined, page = 0): Promise<PressResult> {
  return { route: { at: "rules", ...(await read(press, text)), page, ...withText(text) } };
}

/** The rule behind a reference, as it is now; of rules that are alike the first, which decides. */
async function ruleBehind(press: PressContext, ref: string): Promise<RuleEntry> {
  const list = await read(press, undefined);
  const row = list.rows.find((one) => one.ref === ref);
  if (row === undefined) throw new StalePress(press.t.rules.gone, { at: "rules", ...list, page: 0 });
  return row;
}

/** Presses on rules. */
export const rules: Pick<Handlers, "rules" | "rule" | "findRules" | "setRule"> = {
  rules: async (press, { page, find }) => await show(press, find === "k" ? textOf(press) : undefined, page),

  rule: async (press, { rule }) => {
    const text = textOf(press);
    return { route: { at: "rule", row: await ruleBehind(press, rule), ...withText(text) } };
  },

  findRules: ({ controller, t }) => ({
    route: {
      at: "ask",
      title: t.rules.title,
      prompt: t.rules.ask,
      back: { do: "rules", page: 0, find: "n" },
      deed: { controller, run: async (press, text) => await show(press, text) },
    },
  }),

  async setRule(press, { rule: ref, state }) {
    const { session, controller, actor, t } = press;
    const text = textOf(press);
    const { fingerprint } = await ruleBehind(press, ref);
    const options = { actor, signal: session.signal };
    const { now } = await controller.run("set-rule-enabled", { rule: fingerprint, enabled: state === "on" }, options);
    const name = shortName(fingerprint, 60);
    const row = await ruleBehind(press, ref);
    return {
      route: { at: "rule", row, ...withText(text) },
      toast: now ? t.rules.switchedOn(name) : t.rules.switchedOff(name),
    };
  },
};
