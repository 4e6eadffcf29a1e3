import type { Alert, AlertsEngine, Controller, Snapshot } from "@pointsman/core";
import { RefIndex } from "../callback/ref.ts";
import type { Person } from "../access.ts";
import type { AlertEntry, AlertRemedies } from "../screens/alerts/alerts.ts";
import type { ProviderEntry } from "../screens/setup/providers.ts";
import { type RuleProviderEntry, ruleProviderEntry } from "../screens/setup/rule-providers.ts";
import type { Offers } from "../screens/more.ts";
import { groupNamed, isChoosable } from "./picture.ts";
import { hearsAlerts, mayRun, mayTouch } from "./rights.ts";

/** What of the household this process can show at that controller. */
export function offersOf({ engines }: Controller, person: Person): Offers {
  return {
    alerts: engines.alerts !== undefined && hearsAlerts(person),
    devices: engines.devices !== undefined,
    scenes: engines.scenes !== undefined,
  };
}

/** Of this controller and of the app itself. */
function alertsOf(engine: AlertsEngine | undefined, controllerId: string): readonly Alert[] {
  return (engine?.list() ?? []).filter(({ controller }) => controller === controllerId || controller === null);
}

/** The alerts of a controller, newest first, with their references. */
export function alertEntries(controller: Controller): AlertEntry[] {
  const alerts = alertsOf(controller.engines.alerts, controller.id);
  const refs = new RefIndex(
    "alert",
    alerts.map(({ key }) => key),
  );
  return alerts.flatMap((alert) => {
    const ref = refs.refOf(alert.key);
    return ref === undefined ? [] : [{ alert, ref }];
  });
}

/** The groups that an alert is about, the first of them the one to mend. */
export function groupsOf(alert: Alert): readonly string[] {
  switch (alert.kind) {
    case "node-dead":
      return alert.data.groups;
    case "group-dead":
    case "latency-high":
    case "selection-lost":
      return [alert.data.group];
    default:
      return [];
  }
}

/** What this person can do about it from the chat. */
export function remediesFor(person: Person, controller: Controller, alert: Alert): AlertRemedies {
  const { snapshot } = controller.observer;
  const [name] = groupsOf(alert);
  const group = name === undefined ? undefined : groupNamed(snapshot, name);
  const mayMend = name !== undefined && mayTouch(person, name) && alert.state !== "recovered";
  const provider = "provider" in alert.data ? providerRef(snapshot, alert.data.provider) : undefined;
  return {
    mayTest: mayMend,
    // The groups may not have been read yet: then the press decides.
    mayBest: mayMend && (group === undefined || isChoosable(group)),
    mayMute: mayRun(person, controller, "mute-alert", { key: alert.key, minutes: 60 }),
    ...(provider === undefined ? {} : { provider }),
  };
}

function providerRef(snapshot: Snapshot, name: string): string | undefined {
  return providerRefs(snapshot).refOf(name);
}

export function providerRefs(snapshot: Snapshot): RefIndex {
  return new RefIndex("provider", snapshot.providers.keys());
}

export function ruleProviderRefs(snapshot: Snapshot): RefIndex {
  return new RefIndex("rule-provider", snapshot.ruleProviders.keys());
}

/** The sources of rules as people see them. */
export function ruleProviderEntries(snapshot: Snapshot): RuleProviderEntry[] {
  const refs = ruleProviderRefs(snapshot);
  return Array.from(snapshot.ruleProviders.values(), (one) => ruleProviderEntry(one, refs.refOf(one.name) ?? ""));
}

/** The sources of nodes as people see them. */
export function providerEntries(snapshot: Snapshot): ProviderEntry[] {
  const refs = providerRefs(snapshot);
  return Array.from(snapshot.providers.values(), (provider): ProviderEntry => {
    const nodes = (provider.proxies ?? []).filter(({ name }) => snapshot.nodes.get(name)?.kind !== "info");
    const { Upload = 0, Download = 0, Total = 0, Expire = 0 } = provider.subscriptionInfo ?? {};
    const updatedAt = provider.updatedAt === undefined ? undefined : Date.parse(provider.updatedAt);
    return {
      name: provider.name,
      ref: refs.refOf(provider.name) ?? "",
      source: provider.vehicleType,
      nodes: nodes.length,
      alive: nodes.filter(({ alive }) => alive).length,
      ...(Total > 0 ? { quota: { used: Upload + Download, total: Total } } : {}),
      ...(Expire > 0 ? { expiresAt: Expire * 1000 } : {}),
      // The core's zero time is long before 1970.
      ...(updatedAt === undefined || Number.isNaN(updatedAt) ? {} : { updatedAt: updatedAt > 0 ? updatedAt : null }),
    };
  });
}
