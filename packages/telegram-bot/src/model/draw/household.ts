import { chartKindsOf } from "../../charts/read-chart.ts";
import { controllerRef } from "../../callback/ref.ts";
import { alertScreen, alertsScreen } from "../../screens/alerts/alerts.ts";
import { askScreen } from "../../screens/kit/ask.ts";
import type { Frame, Screen } from "../../screens/kit/layout.ts";
import { moreScreen } from "../../screens/more.ts";
import { maintenanceScreen } from "../../screens/setup/maintenance.ts";
import { providerScreen, providersScreen } from "../../screens/setup/providers.ts";
import { ruleProvidersScreen } from "../../screens/setup/rule-providers.ts";
import { ruleScreen, rulesScreen } from "../../screens/setup/rules.ts";
import { scenesScreen } from "../../screens/setup/scenes.ts";
import { connectionScreen, connectionsScreen } from "../../screens/traffic/connections.ts";
import { deviceScreen, devicesScreen } from "../../screens/traffic/devices.ts";
import { wayScreen } from "../../screens/traffic/way.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Route } from "../../session/route.ts";
import { alertEntries, offersOf, providerEntries, remediesFor, ruleProviderEntries } from "../household.ts";
import { groupRefs } from "../picture.ts";
import { maintenanceRights, mayManagePeople, mayRun, maySeeAudit, mayTouch } from "../rights.ts";

/** Draws one kind of screen. */
export type Draw<At extends Route["at"]> = (
  state: ChatState,
  route: Extract<Route, { at: At }>,
  frame: Frame,
) => Screen;

type Household =
  | "more"
  | "ask"
  | "alerts"
  | "alert"
  | "connections"
  | "connection"
  | "devices"
  | "device"
  | "providers"
  | "provider"
  | "ruleProviders"
  | "rules"
  | "rule"
  | "scenes"
  | "way"
  | "maintenance";

/** The screens about the household. */
export const householdDrawers: { readonly [At in Household]: Draw<At> } = {
  more: ({ controller, person, people, t }, _, frame) => {
    const rights = maintenanceRights(person, controller);
    const offers = offersOf(controller, person);
    const mayMaintain = Object.values(rights).some(Boolean);
    const knocks = mayManagePeople(person) ? { knocks: people.knocks().length } : {};
    return moreScreen({ frame, offers, mayMaintain, mayAudit: maySeeAudit(person), ...knocks }, t);
  },
  ask: ({ t }, { title, prompt, back }, frame) => askScreen({ frame, title, prompt, back }, t),
  alerts: ({ controller, t }, { page }, frame) => alertsScreen({ frame, alerts: alertEntries(controller), page }, t),
  alert: ({ controller, person, t }, { key }, frame) => {
    const alerts = alertEntries(controller);
    const found = alerts.find(({ alert }) => alert.key === key);
    if (found === undefined) return alertsScreen({ frame, alerts, page: 0 }, t);
    return alertScreen({ frame, ...found, remedies: remediesFor(person, controller, found.alert) }, t);
  },
  connections: ({ controller, person, t }, { rows, total, page, view, search }, frame) => {
    const mayClose = mayRun(person, controller, "close-connections", { filter: search?.filter ?? { all: true } });
    const what = search === undefined ? {} : { what: search.what };
    return connectionsScreen({ frame, connections: rows, total, page, view, mayClose, ...what }, t);
  },
  connection: ({ controller, person, t }, { row, view }, frame) => {
    const mayClose = mayRun(person, controller, "close-connection", { id: row.id });
    return connectionScreen({ frame, connection: row, view, mayClose }, t);
  },
  devices: ({ controller, t }, { rows, page }, frame) =>
    devicesScreen({ frame, devices: rows, page, hasCharts: chartKindsOf(controller).includes("usage") }, t),
  device: ({ controller, person, t }, { row }, frame) => {
    const mayName = mayRun(person, controller, "name-device", { device: row.key, name: "" });
    const mayClose = mayRun(person, controller, "close-connections", { filter: { device: row.key } });
    return deviceScreen({ frame, device: row, mayName, mayClose }, t);
  },
  providers: ({ controller, person, t }, { page }, frame) => {
    const mayUpdate = mayRun(person, controller, "update-all-providers", {});
    const providers = providerEntries(controller.observer.snapshot);
    const hasRuleLists = controller.capabilities.has("ruleProviders.list");
    return providersScreen({ frame, providers, page, now: Date.now(), mayUpdate, hasRuleLists }, t);
  },
  ruleProviders: ({ controller, person, t }, { page }, frame) => {
    const mayUpdate = mayRun(person, controller, "update-rule-provider", { provider: "" });
    const providers = ruleProviderEntries(controller.observer.snapshot);
    return ruleProvidersScreen({ frame, providers, page, mayUpdate }, t);
  },
  provider: ({ controller, person, t }, { provider: name }, frame) => {
    const mayUpdate = mayRun(person, controller, "update-provider", { provider: name });
    const providers = providerEntries(controller.observer.snapshot);
    const provider = providers.find((one) => one.name === name);
    if (provider === undefined) return providersScreen({ frame, providers, page: 0, now: Date.now(), mayUpdate }, t);
    const mayCheck = mayRun(person, controller, "check-provider", { provider: name });
    return providerScreen({ frame, provider, now: Date.now(), mayUpdate, mayCheck }, t);
  },
  rules: ({ t }, { rows, total, page, text }, frame) =>
    rulesScreen({ frame, rules: rows, total, page, ...(text === undefined ? {} : { text }) }, t),
  rule: ({ controller, person, t }, { row }, frame) => {
    const may = mayRun(person, controller, "set-rule-enabled", { rule: row.fingerprint, enabled: row.disabled });
    const maySwitch = may && controller.capabilities.has("rules.setDisabled");
    return ruleScreen({ frame, rule: row, maySwitch }, t);
  },
  scenes: ({ controller, person, t }, { rows, undoable }, frame) => {
    const mayAct = mayRun(person, controller, "apply-scene", { scene: "x" });
    return scenesScreen({ frame, scenes: rows, mayAct, undoable }, t);
  },
  way: ({ controller, person, t }, { host, route }, frame) => {
    const { snapshot } = controller.observer;
    const refs = groupRefs(snapshot);
    const name = route.chain.find((one) => refs.refOf(one) !== undefined);
    const ref = name === undefined ? undefined : refs.refOf(name);
    const group = name === undefined || ref === undefined ? {} : { group: { name, ref } };
    return wayScreen({ frame, host, route, mayAct: mayTouch(person), ...group }, t);
  },
  maintenance: ({ controller, person, t }, _, frame) =>
    maintenanceScreen(frame, maintenanceRights(person, controller), t),
};

/** The frame of a message about this controller that is no screen. */
export function plainFrame(controller: ChatState["controller"], timeZone?: string): Frame {
  const { reachability } = controller.observer.snapshot;
  const zone = timeZone === undefined ? {} : { timeZone };
  return { controller: { id: controller.id, ref: controllerRef(controller.id), reach: reachability }, ...zone };
}
