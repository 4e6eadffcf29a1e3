import { type HealthProbe, healthOf } from "../health/health.ts";
import { json } from "./reply.ts";
import type { Route } from "./server.ts";

/** `/healthz`: 200 while all that the config names works, else 503 with what does not. */
export function healthRoute(probes: readonly HealthProbe[]): Route {
  return {
    secrecy: "health",
    answer: () => {
      const health = healthOf(probes);
      return json(health.status === "ok" ? 200 : 503, health);
    },
  };
}
