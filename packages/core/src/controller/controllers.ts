import { ControllerError } from "../client/errors.ts";
import { didYouMean } from "../validation/nearest.ts";
import { openController } from "./open-controller.ts";
import type { Controller, ControllerOptions } from "./types.ts";

/** Several controllers side by side, each independent of the others: one that is gone delays none. */
export interface Controllers extends AsyncDisposable, Iterable<Controller> {
  readonly size: number;
  readonly ids: readonly string[];
  /** One of them. Throws `invalid-input` with the nearest known id. */
  get(id: string): Controller;
  has(id: string): boolean;
  /** Closes all of them. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens a controller per id, all or none.
 * @throws ControllerError as `openController` does.
 */
export function openControllers(options: Iterable<readonly [string, Omit<ControllerOptions, "id">]>): Controllers {
  const controllers = new Map<string, Controller>();
  const close = async (): Promise<void> => {
    await Promise.all([...controllers.values()].map((controller) => controller.close()));
  };
  try {
    for (const [id, one] of options) controllers.set(id, openController({ ...one, id }));
  } catch (error) {
    void close();
    throw error;
  }
  return {
    get size() {
      return controllers.size;
    },
    ids: [...controllers.keys()],
    has: (id) => controllers.has(id),
    get(id) {
      const controller = controllers.get(id);
      if (controller !== undefined) return controller;
      const tail = didYouMean(id, [...controllers.keys()]) || ".";
      throw new ControllerError("invalid-input", `There is no controller ${JSON.stringify(id)}${tail}`);
    },
    [Symbol.iterator]: () => controllers.values(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
