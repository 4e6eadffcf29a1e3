import type { Controller, Engines } from "@pointsman/core";
import type { HealthProbe } from "../health/health.ts";
import { named } from "../logger.ts";
import { type Part, sentenceOf } from "../parts.ts";
import type { EngineContext, EngineDefinition, RunningEngine } from "./engine.ts";

/** How long an engine may save what it knows, in ms. */
const patienceMs = 500;

interface Opened {
  readonly name: string;
  readonly engine: RunningEngine;
}

/** The engines that run. */
export class EngineRoom {
  readonly #engines: readonly Opened[];
  readonly #leftOut: readonly string[];
  readonly #log: EngineContext["log"];
  readonly #leave: { readonly name: string; readonly leave: () => void }[] = [];

  private constructor(engines: readonly Opened[], leftOut: readonly string[], log: EngineContext["log"]) {
    this.#engines = engines;
    this.#leftOut = leftOut;
    this.#log = log;
  }

  /** Opens each; one that cannot is told and left out, as the others and the outlets are of use without it. */
  static async open(
    definitions: readonly EngineDefinition[],
    context: Omit<EngineContext, "engines">,
  ): Promise<EngineRoom> {
    const opened: Opened[] = [];
    const leftOut: string[] = [];
    for (const definition of definitions) {
      const { name } = definition;
      const log = named(context.log, name);
      try {
        const engine = await definition.open({ ...context, log, engines: offersOf(opened) });
        if (engine !== undefined) opened.push({ name, engine });
      } catch (error) {
        leftOut.push(name);
        log.error(`left out: ${sentenceOf(error)}`);
      }
    }
    return new EngineRoom(opened, leftOut, context.log);
  }

  /** For `openController`. */
  get offers(): Engines {
    return offersOf(this.#engines);
  }

  follow(controller: Controller): void {
    for (const { name, engine } of this.#engines) {
      try {
        this.#leave.push({ name, leave: engine.follow(controller) });
      } catch (error) {
        named(this.#log, name).error(`does not follow ${controller.id}: ${sentenceOf(error)}`);
      }
    }
  }

  /** Leaves every controller. */
  leave(): void {
    for (const { name, leave } of this.#leave.splice(0)) {
      try {
        leave();
      } catch (error) {
        named(this.#log, name).error(`left a controller with an error: ${sentenceOf(error)}`);
      }
    }
  }

  /** One of each that the config wants. */
  get probes(): readonly HealthProbe[] {
    return [
      ...this.#engines.map(({ name, engine }) => () => {
        const trouble = engine.trouble?.();
        return { part: name, isWell: trouble === undefined, state: trouble ?? "running" };
      }),
      ...this.#leftOut.map((name) => () => ({ part: name, isWell: false, state: "left out" })),
    ];
  }

  /** What has to be stopped of each. */
  get parts(): readonly Part[] {
    return this.#engines.map(({ name, engine }) => ({ name, patienceMs, stop: () => engine.close() }));
  }
}

function offersOf(engines: readonly Opened[]): Engines {
  return Object.assign({}, ...engines.map(({ engine }) => engine.offers)) as Engines;
}
