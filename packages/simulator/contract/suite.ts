import { describe } from "vitest";
import { authenticationChecks } from "./checks/authentication.ts";
import { corsChecks } from "./checks/cors.ts";
import { delayChecks } from "./checks/delay.ts";
import { groupDelayChecks } from "./checks/group-delay.ts";
import { proxyChecks } from "./checks/proxies.ts";
import { selectionChecks } from "./checks/selection.ts";
import { listenerChecks } from "./checks/listeners.ts";
import { pathChecks } from "./checks/paths.ts";
import { proxyProviderChecks } from "./checks/proxy-providers.ts";
import { ruleChecks } from "./checks/rules.ts";
import { connectionChecks } from "./checks/connections.ts";
import { streamChecks } from "./checks/streams.ts";
import { websocketChecks } from "./checks/websocket.ts";
import { configChecks } from "./checks/configs.ts";
import { reloadChecks } from "./checks/reload.ts";
import { dnsChecks } from "./checks/dns.ts";
import { storageChecks } from "./checks/storage.ts";
import { maintenanceChecks } from "./checks/maintenance.ts";
import { mountChecks } from "./checks/mounts.ts";
import { startupChecks } from "./checks/startup.ts";
import { transportChecks } from "./checks/transport.ts";
import type { TargetKind } from "./target.ts";

/** Every section of the reference, put to one kind of core. The title names the target, so that a report can count by it. */
export function contract(kind: TargetKind): void {
  describe(`contract on ${kind.name}`, () => {
    transportChecks(kind);
    authenticationChecks(kind);
    corsChecks(kind);
    pathChecks(kind);
    selectionChecks(kind);
    mountChecks(kind);
    maintenanceChecks(kind);
    storageChecks(kind);
    dnsChecks(kind);
    reloadChecks(kind);
    configChecks(kind);
    websocketChecks(kind);
    streamChecks(kind);
    connectionChecks(kind);
    ruleChecks(kind);
    proxyProviderChecks(kind);
    proxyChecks(kind);
    groupDelayChecks(kind);
    delayChecks(kind);
    startupChecks(kind);
    listenerChecks(kind);
  });
}
