import { shortName } from "../text/name.ts";
import type { Deed, PressContext, PressResult } from "./press.ts";

const back = { do: "maintenance" } as const;

/** Asks once; Cancel leads to the maintenance screen. */
export function askOnce({ controller, questions, session }: PressContext, text: string, run: Deed["run"]): PressResult {
  const question = questions.ask(session.state.person.id, { controller, run });
  return { route: { at: "confirm", question, text, back } };
}

/** A question that is asked in two steps. */
export interface TwoSteps {
  /** What will happen, and what it may break. */
  readonly text: string;
  /** The second question, about the controller of this name. */
  readonly last: (controller: string) => string;
  readonly run: Deed["run"];
}

/** Asks twice, each time by a button of its own that is good once and for a minute. */
export function askTwice(press: PressContext, { text, last, run }: TwoSteps): PressResult {
  return askOnce(press, text, async ({ controller, questions, session }) => {
    const question = questions.ask(session.state.person.id, { controller, run });
    const second = last(shortName(controller.id, 40));
    return { route: { at: "confirm", question, text: second, back, isLast: true } };
  });
}
