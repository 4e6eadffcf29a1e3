import { alerts } from "./watch/alerts.ts";
import { charts } from "./traffic/charts.ts";
import { config } from "./setup/config.ts";
import { connections } from "./traffic/connections.ts";
import { dashboard } from "./watch/dashboard.ts";
import { devices } from "./traffic/devices.ts";
import { dns } from "./setup/dns.ts";
import { keeping } from "./groups/keep.ts";
import { lists } from "./groups/lists.ts";
import { maintenance } from "./setup/maintenance.ts";
import { mode } from "./setup/mode.ts";
import { navigation } from "./navigation.ts";
import { favourites } from "./own/favourites.ts";
import { notify } from "./own/notify.ts";
import { peopleHandlers } from "./own/people.ts";
import { settings } from "./own/settings.ts";
import type { Handlers } from "./press.ts";
import { providers } from "./setup/providers.ts";
import { ruleProviders } from "./setup/rule-providers.ts";
import { rules } from "./setup/rules.ts";
import { scenes } from "./setup/scenes.ts";
import { switching } from "./groups/switching.ts";
import { tailing } from "./watch/tailing.ts";
import { testing } from "./groups/testing.ts";
import { upgrading } from "./setup/upgrading.ts";
import { watch } from "./watch/watch.ts";
import { way } from "./traffic/way.ts";

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
