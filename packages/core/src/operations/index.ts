import type { z } from "zod";
import { ackAlert } from "./alerts/ack-alert.ts";
import { listAlerts } from "./alerts/list-alerts.ts";
import { muteAlert } from "./alerts/mute-alert.ts";
import { closeConnection } from "./connections/close-connection.ts";
import { closeConnections } from "./connections/close-connections.ts";
import { explainRoute } from "./connections/explain-route.ts";
import { listConnections } from "./connections/list-connections.ts";
import type { OperationDef } from "./define.ts";
import { listDevices } from "./devices/list-devices.ts";
import { nameDevice } from "./devices/name-device.ts";
import { flushDns } from "./dns/flush-dns.ts";
import { flushFakeIp } from "./dns/flush-fake-ip.ts";
import { queryDns } from "./dns/query-dns.ts";
import { listGroups } from "./groups/list-groups.ts";
import { releaseNode } from "./groups/release-node.ts";
import { selectBest } from "./groups/select-best.ts";
import { selectNode } from "./groups/select-node.ts";
import { collectGarbage } from "./maintenance/collect-garbage.ts";
import { reloadConfig } from "./maintenance/reload-config.ts";
import { restartCore } from "./maintenance/restart-core.ts";
import { upgradeCore } from "./maintenance/upgrade-core.ts";
import { upgradeGeo } from "./maintenance/upgrade-geo.ts";
import { upgradeUi } from "./maintenance/upgrade-ui.ts";
import { listNodes } from "./nodes/list-nodes.ts";
import { testDelay } from "./nodes/test-delay.ts";
import { checkProvider } from "./providers/check-provider.ts";
import { updateAllProviders } from "./providers/update-all-providers.ts";
import { updateProvider } from "./providers/update-provider.ts";
import { updateRuleProvider } from "./providers/update-rule-provider.ts";
import { listRules } from "./rules/list-rules.ts";
import { setRuleEnabled } from "./rules/set-rule-enabled.ts";
import { applyScene } from "./scenes/apply-scene.ts";
import { listScenes } from "./scenes/list-scenes.ts";
import { saveScene } from "./scenes/save-scene.ts";
import { patchConfig } from "./settings/patch-config.ts";
import { setAllowLan } from "./settings/set-allow-lan.ts";
import { setLogLevel } from "./settings/set-log-level.ts";
import { setMode } from "./settings/set-mode.ts";
import { setTun } from "./settings/set-tun.ts";
import { getHistory } from "./status/get-history.ts";
import { getStatus } from "./status/get-status.ts";
import { getUsage } from "./status/get-usage.ts";
import { tailLogs } from "./status/tail-logs.ts";
import { deleteStorage } from "./storage/delete-storage.ts";
import { readStorage } from "./storage/read-storage.ts";
import { writeStorage } from "./storage/write-storage.ts";
import { undo } from "./undo.ts";

/** Everything a person can want of a controller, by id. Outlets derive verbs, topics, forms and permissions from it. */
export const operations = {
  "get-status": getStatus,
  "list-groups": listGroups,
  "list-nodes": listNodes,
  "list-connections": listConnections,
  "list-rules": listRules,
  "explain-route": explainRoute,
  "query-dns": queryDns,
  "tail-logs": tailLogs,
  "get-usage": getUsage,
  "get-history": getHistory,
  "list-devices": listDevices,
  "name-device": nameDevice,
  "list-alerts": listAlerts,
  "mute-alert": muteAlert,
  "ack-alert": ackAlert,
  "read-storage": readStorage,
  "write-storage": writeStorage,
  "delete-storage": deleteStorage,
  "select-node": selectNode,
  "select-best": selectBest,
  "release-node": releaseNode,
  "test-delay": testDelay,
  "set-mode": setMode,
  "set-log-level": setLogLevel,
  "set-tun": setTun,
  "set-allow-lan": setAllowLan,
  "patch-config": patchConfig,
  "check-provider": checkProvider,
  "update-provider": updateProvider,
  "update-all-providers": updateAllProviders,
  "update-rule-provider": updateRuleProvider,
  "set-rule-enabled": setRuleEnabled,
  "close-connection": closeConnection,
  "close-connections": closeConnections,
  "flush-dns": flushDns,
  "flush-fake-ip": flushFakeIp,
  "list-scenes": listScenes,
  "save-scene": saveScene,
  "apply-scene": applyScene,
  undo,
  "upgrade-geo": upgradeGeo,
  "upgrade-ui": upgradeUi,
  "collect-garbage": collectGarbage,
  "reload-config": reloadConfig,
  "restart-core": restartCore,
  "upgrade-core": upgradeCore,
} as const satisfies { readonly [Id in string]: OperationDef<Id> };

export type OperationId = keyof typeof operations;
/** What `run` takes, before defaults are filled in. */
export type OperationInput<Id extends OperationId> = z.input<(typeof operations)[Id]["input"]>;
/** What `run` answers. */
export type OperationOutput<Id extends OperationId> = z.output<(typeof operations)[Id]["output"]>;

export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(operations, id);
}
