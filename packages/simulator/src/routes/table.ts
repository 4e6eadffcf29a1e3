import { sendJson } from "../reply.ts";
import type { Routes } from "../router/router.ts";
import { streamLogs } from "../streams/logs.ts";
import { streamMemory, streamTraffic } from "../streams/traffic.ts";
import type { World } from "../world/world.ts";
import { asText } from "../world/config/yaml.ts";
import { cacheMount, storageMount } from "./cache.ts";
import { configsMount } from "./configs.ts";
import { connectionsMount } from "./connections.ts";
import { dnsMount } from "./dns.ts";
import { groupMount } from "./groups.ts";
import { debugMount, restartMount, upgradeMount } from "./maintenance.ts";
import { proxyProvidersMount, ruleProvidersMount } from "./providers.ts";
import { proxiesMount } from "./proxies.ts";
import { dohMount, uiMount } from "./open-mounts.ts";
import { rulesMount } from "./rules.ts";

/** What a core answers; fixed at its start, as the debug mount depends on the file's log level. */
export function routesOf(world: World): Routes {
  const doh = asText(world.startConfig["external-doh-server"]) ?? "";
  return {
    leaves: {
      "/": { GET: ({ res }) => sendJson(res, 200, { hello: "mihomo" }) },
      "/version": { GET: ({ res }) => sendJson(res, 200, { meta: true, version: world.profile.version }) },
      "/logs": { GET: streamLogs },
      "/traffic": { GET: streamTraffic },
      "/memory": { GET: streamMemory },
    },
    mounts: [
      configsMount,
      proxyProvidersMount,
      ruleProvidersMount,
      proxiesMount,
      groupMount,
      rulesMount,
      connectionsMount,
      cacheMount,
      dnsMount,
      ...(world.profile.storage ? [storageMount] : []),
      restartMount,
      upgradeMount,
      ...(world.startConfig["log-level"] === "debug" ? [debugMount] : []),
      ...(asText(world.startConfig["external-ui"]) ? [uiMount] : []),
      ...(doh.startsWith("/") ? [dohMount(doh)] : []),
    ],
  };
}
