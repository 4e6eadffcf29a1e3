import type { Controller, Engines } from "@pointsman/core";
import type { HealthProbe } from "../health/health.ts";
import { createExposition } from "../metrics/exposition.ts";
import { ScrapeLease } from "../metrics/lease.ts";
import type { Sample } from "../metrics/metrics.table.ts";
import { samplesOf } from "../metrics/samples.ts";
import type { Route } from "./server.ts";

export interface MetricsOptions {
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly engines: Engines;
  /** Outlets and engines. */
  readonly parts: readonly HealthProbe[];
  /** Ours. */
  readonly version: string;
  /** Monotonic, in ms; replaced in tests. */
  readonly now?: () => number;
}

/** The coverage moves slowly and costs a query, so it is asked for at most so often, in ms. */
const coverageMs = 300_000;

/** `/metrics` in OpenMetrics. To be closed before the controllers. */
export function metricsRoute(options: MetricsOptions): Route & { close(): void } {
  const { controllers, parts, version } = options;
  const exposition = createExposition();
  const lease = new ScrapeLease(controllers.values());
  const coverage = coverageOf(options);
  return {
    secrecy: "figures",
    answer: async () => {
      await lease.renew();
      const samples: Sample[] = [
        { name: "pointsman_build_info", labels: { version }, value: 1 },
        ...[...controllers].flatMap(([id, { observer }]) => samplesOf(id, observer.snapshot)),
        ...parts.map(
          (probe): Sample => ({
            name: "pointsman_part_up",
            labels: { part: probe().part },
            value: probe().isWell ? 1 : 0,
          }),
        ),
        ...coverage(),
      ];
      return { status: 200, type: exposition.contentType, body: await exposition.render(samples) };
    },
    close: () => lease.close(),
  };
}

function coverageOf({ controllers, engines, now = () => performance.now() }: MetricsOptions): () => readonly Sample[] {
  let known: readonly Sample[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    const { usage } = engines;
    if (usage === undefined || now() - readAt < coverageMs) return known;
    readAt = now();
    known = [...controllers.keys()].map((controller) => ({
      name: "pointsman_ledger_coverage_ratio",
      labels: { controller },
      value: usage.usage({ by: "device", since: "24h", top: 1, controller }).coverage,
    }));
    return known;
  };
}
