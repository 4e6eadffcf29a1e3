import type { World } from "../world/world.ts";

/** The life of a house: devices that open and close connections, nodes that wander. */
export interface Household {
  start(): void;
  stop(): void;
}

const secondMs = 1000;

/** Makes the household of a world. Without `alive` only the seconds pass: rates fall to what tests move. */
export function createHousehold(world: World, alive: boolean): Household {
  let cancel = (): void => {};
  const tick = (): void => {
    cancel = world.clock.after(secondMs, tick);
    world.connections.tick();
  };
  return {
    start() {
      cancel = world.clock.after(secondMs, tick);
    },
    stop() {
      cancel();
    },
  };
}
