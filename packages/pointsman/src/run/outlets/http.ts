import { createRequire } from "node:module";
import type { Engines } from "@pointsman/core";
import type { HttpConfig } from "../../config/http.ts";
import { controllerProbe, type HealthProbe } from "../health/health.ts";
import { healthRoute } from "../http/health-route.ts";
import { metricsRoute } from "../http/metrics-route.ts";
import { alertsRoute, operationRoute, usageRoute } from "../http/operation-routes.ts";
import { startHttp } from "../http/server.ts";
import type { Logger } from "../logger.ts";
import type { Part } from "../parts.ts";
import type { OutletContext } from "./outlets.ts";

export interface HttpOutletOptions {
  readonly config: HttpConfig;
  readonly controllers: OutletContext["controllers"];
  readonly engines: Engines;
  /** Outlets and engines; controllers are added here. */
  readonly parts: readonly HealthProbe[];
  readonly log: Logger;
}

const patienceMs = 1000;

/** What programs read: health, figures, and the answers of the engines. */
export async function startHttpOutlet({ config, controllers, engines, parts, log }: HttpOutletOptions): Promise<Part> {
  const { version } = createRequire(import.meta.url)("pointsman/package.json") as { readonly version: string };
  const metrics = metricsRoute({ controllers, engines, parts, version });
  const routes = new Map([
    ["/healthz", healthRoute([...Array.from(controllers.values(), controllerProbe), ...parts])],
    ["/metrics", metrics],
    ["/api/usage", usageRoute(controllers)],
    ["/api/alerts", alertsRoute(controllers)],
    ["/api/history", operationRoute("get-history", controllers)],
  ]);
  const server = await startHttp({ config, routes, log });
  log.info(`listening at ${server.url}`);
  return {
    name: "http",
    patienceMs,
    stop: async () => {
      metrics.close();
      await server.stop();
    },
  };
}
