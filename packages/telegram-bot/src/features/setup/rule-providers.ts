import { ruleProviderRefs } from "../../model/household.ts";
import { shortName } from "../../text/name.ts";
import { type Handlers, type PressContext, StalePress } from "../press.ts";

/** The list of rules behind a reference, as it is now. Throws `StalePress` where there is none. */
async function listBehind({ session, controller, t }: PressContext, ref: string): Promise<string> {
  await session.read({ at: "ruleProviders", page: 0 });
  const name = ruleProviderRefs(controller.observer.snapshot).nameOf(ref);
  if (name === undefined) throw new StalePress(t.ruleProviders.gone, { at: "ruleProviders", page: 0 });
  return name;
}

/** Presses on the sources of rules. */
export const ruleProviders: Pick<Handlers, "ruleProviders" | "updateRuleProvider"> = {
  ruleProviders: (_, { page }) => ({ route: { at: "ruleProviders", page } }),

  async updateRuleProvider(press, { provider: ref }) {
    const provider = await listBehind(press, ref);
    const { session, controller, actor, t } = press;
    const { route } = session.state;
    const { was, count } = await controller.run(
      "update-rule-provider",
      { provider },
      { actor, signal: session.signal },
    );
    const text = t.ruleProviders.updated(shortName(provider, 40), was, count);
    const page = route.at === "ruleProviders" ? route.page : 0;
    return { route: { at: "ruleProviders", page }, toast: text, notice: { kind: "done", text } };
  },
};
