import { emptyConfig } from "./empty.ts";
import { homeConfig } from "./home.ts";
import { hostileConfig } from "./hostile.ts";
import { manyConfig } from "./many.ts";

const scenarios = {
  /** A family: devices, several groups, wandering nodes, two subscriptions. */
  home: homeConfig,
  /** 2,000 nodes in 50 groups. */
  many: manyConfig,
  /** Names that break careless clients. */
  hostile: hostileConfig,
  /** A core with nothing configured. */
  empty: emptyConfig,
} as const satisfies Record<string, (seed: number, now: number) => string>;

/** The houses that come with the simulator. */
export type ScenarioName = keyof typeof scenarios;

/** Their names. */
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

/** The config of a scenario, as YAML text; dates in it are counted from `now` (ms). */
export function scenarioConfig(name: ScenarioName, seed: number, now: number): string {
  return scenarios[name](seed, now);
}
