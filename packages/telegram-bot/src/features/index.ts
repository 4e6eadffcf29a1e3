import { alerts } from "./alerts.ts";
import { charts } from "./charts.ts";
import { config } from "./config.ts";
import { connections } from "./connections.ts";
import { dashboard } from "./dashboard.ts";
import { devices } from "./devices.ts";
import { dns } from "./dns.ts";
import { keeping } from "./groups/keep.ts";
import { lists } from "./groups/lists.ts";
import { maintenance } from "./maintenance.ts";
import { mode } from "./mode.ts";
import { navigation } from "./navigation.ts";
import { favourites } from "./own/favourites.ts";
import { notify } from "./own/notify.ts";
import { peopleHandlers } from "./own/people.ts";
import { settings } from "./own/settings.ts";
import type { Handlers } from "./press.ts";
import { providers } from "./providers.ts";
import { ruleProviders } from "./rule-providers.ts";
import { rules } from "./rules.ts";
import { scenes } from "./scenes.ts";
import { switching } from "./switching.ts";
import { tailing } from "./tailing.ts";
import { testing } from "./testing.ts";
import { upgrading } from "./upgrading.ts";
import { watch } from "./watch/watch.ts";
import { way } from "./way.ts";

/** What each button does. */
export const handlers: Handlers = {
  ...navigation,
  ...lists,
  ...keeping,
  ...switching,
  ...testing,
  ...dns,
  ...mode,
  ...alerts,
  ...charts,
  ...dashboard,
  ...connections,
  ...devices,
  ...providers,
  ...rules,
  ...ruleProviders,
  ...scenes,
  ...maintenance,
  ...upgrading,
  ...tailing,
  ...way,
  ...config,
  ...watch,
  ...settings,
  ...notify,
  ...favourites,
  ...peopleHandlers,
  async confirm(press, { question }) {
    const { session, questions, t } = press;
    const taken = questions.take(question, session.state.person.id);
    if (taken.kind === "good") return await taken.deed.run({ ...press, controller: taken.deed.controller });
    return { route: { at: "home" }, toast: taken.kind === "expired" ? t.confirm.expired : t.confirm.notYours };
  },
};
