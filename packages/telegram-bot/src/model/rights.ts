import {
  type Controller,
  type OperationDef,
  type OperationId,
  type OperationInput,
  operations,
  refusal,
} from "@pointsman/core";
import { actorOf, type Person } from "../access.ts";
import type { MaintenanceRights } from "../screens/setup/maintenance.ts";

/**
 * Whether a button for this is worth showing, by core's own policy without the config's caps. What may really be done is
 * decided at every press.
 */
function may<Id extends OperationId>(person: Person, id: Id, input: OperationInput<Id>): boolean {
  const operation: OperationDef = operations[id];
  const request = { operation: id, danger: operation.danger, groups: operation.groups?.(input) };
  return refusal(request, actorOf(person, undefined), {}) === undefined;
}

/** Switch and test: anything at all, or this group. */
export function mayTouch(person: Person, group?: string): boolean {
  if (group !== undefined) return may(person, "select-node", { group, node: "" });
  return may(person, "test-delay", { all: true });
}

export function mayFlushDns(person: Person): boolean {
  return may(person, "flush-dns", {});
}

export function mayFlushFakeIp(person: Person): boolean {
  return may(person, "flush-fake-ip", {});
}

export function maySetMode(person: Person): boolean {
  return may(person, "set-mode", { mode: "rule" });
}

/** Whether this process can do it at that controller, and its config and the person's role let it be done. */
export function mayRun<Id extends OperationId>(
  person: Person,
  controller: Pick<Controller, "policy">,
  id: Id,
  input: OperationInput<Id>,
): boolean {
  const operation: OperationDef = operations[id];
  const request = { operation: id, danger: operation.danger, groups: operation.groups?.(input) };
  return refusal(request, actorOf(person, undefined), controller.policy) === undefined;
}

/** A look into the core's memory is for who may do everything there. */
export function mayProfile({ role }: Person): boolean {
  return role === "admin";
}

/** What the maintenance screen offers. */
export function maintenanceRights(person: Person, controller: Controller): MaintenanceRights {
  const { capabilities } = controller;
  return {
    reload: mayRun(person, controller, "reload-config", {}),
    restart: capabilities.has("core.restart") && mayRun(person, controller, "restart-core", {}),
    upgradeCore: capabilities.has("core.upgrade") && mayRun(person, controller, "upgrade-core", {}),
    upgradeUi: capabilities.has("core.upgradeUi") && mayRun(person, controller, "upgrade-ui", {}),
    geo: capabilities.has("configs.updateGeo") && mayRun(person, controller, "upgrade-geo", {}),
    heapProfile: mayProfile(person) && capabilities.has("debug.profile"),
    flushFakeIp: capabilities.has("cache.flushFakeIp") && mayRun(person, controller, "flush-fake-ip", {}),
  };
}

/** Whether the core's own log may be made to say more from here. */
export function maySetLogLevel(person: Person, controller: Pick<Controller, "policy">): boolean {
  return mayRun(person, controller, "set-log-level", { level: "info" });
}

/** Somebody who may let others in: with all rights, so that nobody can give more than the own ones. */
export function mayManagePeople({ role, controllers, groups }: Person): boolean {
  return role === "admin" && controllers === undefined && groups === undefined;
}

/** Who did what, and what is wrong where: for who answers for the house. */
export function maySeeAudit({ role }: Person): boolean {
  return role === "admin";
}

/** The core's running settings, and a hand on them. */
export function maySeeConfig({ role }: Person): boolean {
  return role === "admin";
}

/** Somebody who may read the alerts and do something about them. */
export function hearsAlerts(person: Person): boolean {
  return person.role !== "viewer";
}
