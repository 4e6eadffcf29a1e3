import type { Controller } from "@pointsman/core";

/** How a part of the service is. */
export interface PartHealth {
  /** `controller home`, `mqtt`, `ledger`. */
  readonly part: string;
  readonly isWell: boolean;
  /** `reachable`, `connecting`, `left out`: one or two words, never a secret. */
  readonly state: string;
}

/** Asked whenever somebody wants to know. */
export type HealthProbe = () => PartHealth;

/** Whether all that the config names works, and what does not. */
export interface Health {
  readonly status: "ok" | "failing";
  readonly failing: readonly Omit<PartHealth, "isWell">[];
}

export function healthOf(probes: readonly HealthProbe[]): Health {
  const failing = probes
    .map((probe) => probe())
    .filter(({ isWell }) => !isWell)
    .map(({ part, state }) => ({ part, state }));
  return { status: failing.length === 0 ? "ok" : "failing", failing };
}

export function controllerProbe({ id, observer }: Pick<Controller, "id" | "observer">): HealthProbe {
  return () => {
    const { reachability } = observer.snapshot;
    return { part: `controller ${id}`, isWell: reachability === "reachable", state: reachability };
  };
}
