import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { type MetricName, metricTable, type Sample } from "./metrics.table.ts";

/** Writes samples as OpenMetrics, with figures of this process beside them. */
export interface Exposition {
  readonly contentType: string;
  readonly render: (samples: readonly Sample[]) => Promise<string>;
}

export function createExposition(): Exposition {
  const registry = new Registry();
  // prom-client's types tie a registry to one format for ever, its code does not.
  (registry as Registry<never>).setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  collectDefaultMetrics({ register: registry });
  const metrics = new Map(
    Object.entries(metricTable).map(([name, { kind, help, labels }]) => {
      const options = { name, help, labelNames: [...labels], registers: [registry] };
      return [name as MetricName, kind === "counter" ? new Counter(options) : new Gauge(options)] as const;
    }),
  );
  // One at a time: they share the metrics.
  let last: Promise<unknown> = Promise.resolve();
  const write = async (samples: readonly Sample[]): Promise<string> => {
    for (const metric of metrics.values()) metric.reset();
    for (const { name, labels, value } of samples) metrics.get(name)?.inc(labels, value);
    return await registry.metrics();
  };
  return {
    contentType: registry.contentType,
    render: (samples) => {
      const rendering = last.catch(() => {}).then(() => write(samples));
      last = rendering;
      return rendering;
    },
  };
}
