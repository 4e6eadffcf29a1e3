import { providerRefs } from "../../model/household.ts";
import type { Route } from "../../session/route.ts";
import { shortName } from "../../text/name.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

/** The provider behind a reference, as it is now. Throws `StalePress` where there is none. */
async function providerBehind({ session, controller, t }: PressContext, ref: string): Promise<string> {
  await session.read({ at: "providers", page: 0 });
  const name = providerRefs(controller.observer.snapshot).nameOf(ref);
  if (name === undefined) throw new StalePress(t.providers.gone, { at: "providers", page: 0 });
  return name;
}

function done(route: Route, text: string): PressResult {
  return { route, toast: text, notice: { kind: "done", text } };
}

async function update(press: PressContext, provider: string): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const { before, after, renamed, gone } = await controller.run(
    "update-provider",
    { provider },
    { actor, signal: session.signal },
  );
  return done({ at: "provider", provider }, t.providers.changed(before, after, renamed.length, gone.length));
}

async function updateAll(press: PressContext): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const { rows } = await controller.run("update-all-providers", {}, { actor, signal: session.signal });
  const failed = rows.filter(({ error }) => error !== undefined).length;
  return done({ at: "providers", page: 0 }, t.providers.allUpdated(rows.length - failed, failed));
}

/** Presses on the sources of nodes. */
export const providers: Pick<
  Handlers,
  "providers" | "provider" | "updateProvider" | "checkProvider" | "updateProviders"
> = {
  providers: (_, { page }) => ({ route: { at: "providers", page } }),

  provider: async (press, { provider }) => ({
    route: { at: "provider", provider: await providerBehind(press, provider) },
  }),

  async updateProvider(press, { provider: ref }) {
    const provider = await providerBehind(press, ref);
    const { controller, questions, session, t } = press;
    const deed = { controller, run: async (later: PressContext) => await update(later, provider) };
    const question = questions.ask(session.state.person.id, deed);
    const text = t.providers.confirmUpdate(shortName(provider, 40));
    return { route: { at: "confirm", question, text, back: { do: "provider", provider: ref } } };
  },

  async checkProvider(press, { provider: ref }) {
    const provider = await providerBehind(press, ref);
    const { session, controller, actor, t } = press;
    const options = { actor, signal: session.signal };
    const { aliveAfter, after } = await controller.run("check-provider", { provider }, options);
    return done({ at: "provider", provider }, t.providers.checked(aliveAfter, after));
  },

  updateProviders({ controller, questions, session, t }) {
    const question = questions.ask(session.state.person.id, { controller, run: updateAll });
    const back = { do: "providers", page: 0 } as const;
    return { route: { at: "confirm", question, text: t.providers.confirmAll, back } };
  },
};
