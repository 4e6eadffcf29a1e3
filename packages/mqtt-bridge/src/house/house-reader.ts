import { type Controller, type OperationId, operations, refusal } from "@pointsman/core";
import { DeviceUsage } from "./device-usage.ts";
import { SteadyFigures } from "./group-figures.ts";
import { type House, type HouseContext, houseOf } from "./house.ts";
import { type HouseQuota, houseQuotas } from "./quotas.ts";
import type { WantedRules } from "./rules.ts";

export interface HouseReaderOptions {
  readonly controller: Pick<Controller, "id" | "engines" | "observer" | "policy">;
  readonly rules: WantedRules;
  /** Most devices whose usage is shown. */
  readonly maxDevices: number;
  /** What nobody tells of (scenes, quotas) is looked at so often, ms. */
  readonly everyMs: number;
  /** How often the usage of devices, and what tests say of a group, may be new, ms. */
  readonly pace: { readonly usage: number; readonly figures: number };
  /** In ms. */
  readonly now: () => number;
  readonly shown?: HouseContext["shown"];
  readonly options?: HouseContext["options"];
  readonly pinnedGroups?: HouseContext["pinnedGroups"];
  readonly wantedNodes?: HouseContext["wantedNodes"];
  readonly slugs?: HouseContext["slugs"];
}

/** Makes the picture of a house from its observer and engines, anew only where something may have changed. */
export class HouseReader {
  readonly #options: HouseReaderOptions;
  readonly #figures: SteadyFigures;
  readonly #usage: DeviceUsage;
  #quotasRead: { readonly at: number; readonly quotas: readonly HouseQuota[] } | undefined;
  #house: House;
  #builtAt: number;

  constructor(options: HouseReaderOptions) {
    this.#options = options;
    const { controller, maxDevices, everyMs, pace, now } = options;
    this.#figures = new SteadyFigures({ everyMs: pace.figures, now });
    this.#usage = new DeviceUsage({
      engines: controller.engines,
      controller: controller.id,
      max: maxDevices,
      everyMs: Math.min(pace.usage, everyMs),
      now,
    });
    this.#builtAt = now();
    this.#house = this.#newHouse();
  }

  /** As it was last read. */
  get house(): House {
    return this.#house;
  }

  /** As it is now. */
  read(): House {
    const { now, everyMs, controller } = this.#options;
    const isFresh = now() - this.#builtAt < everyMs;
    if (isFresh && controller.observer.snapshot === this.#house.snapshot) return this.#house;
    this.#builtAt = now();
    this.#house = this.#newHouse();
    return this.#house;
  }

  #newHouse(): House {
    const { controller, rules, shown, options, pinnedGroups, wantedNodes, slugs } = this.#options;
    return houseOf(controller.id, controller.observer.snapshot, {
      isWatched: controller.engines.alerts !== undefined,
      scenes: controller.engines.scenes?.list(controller.id).map(({ name }) => name) ?? [],
      wantedRules: rules,
      devices: this.#usage.read(),
      quotas: this.#quotas(),
      may: (operation) => isAllowed(operation, controller),
      steady: (group, figures) => this.#figures.steady(group, figures),
      ...(shown === undefined ? {} : { shown }),
      ...(options === undefined ? {} : { options }),
      ...(pinnedGroups === undefined ? {} : { pinnedGroups }),
      ...(wantedNodes === undefined ? {} : { wantedNodes }),
      ...(slugs === undefined ? {} : { slugs }),
    });
  }

  /** Summed up in the ledger, so not asked more often than it is shown. */
  #quotas(): readonly HouseQuota[] {
    const { controller, now, everyMs } = this.#options;
    const { engines, id } = controller;
    if (engines.quotas === undefined) return [];
    if (this.#quotasRead === undefined || now() - this.#quotasRead.at >= everyMs)
      this.#quotasRead = { at: now(), quotas: houseQuotas(engines.quotas.quotas(), id) };
    return this.#quotasRead.quotas;
  }
}

/** What the policy forbids to MQTT is not announced: a button that always fails is no button. */
function isAllowed(operation: OperationId, { policy }: Pick<Controller, "policy">): boolean {
  const { danger } = operations[operation];
  return refusal({ operation, danger }, { outlet: "mqtt", id: "home-assistant" }, policy) === undefined;
}
