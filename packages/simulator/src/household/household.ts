import type { World } from "../world/world.ts";
import { Devices } from "./devices.ts";
import { Weather } from "./weather.ts";

/** The life of a house, second by second. */
export interface Household {
  start(): void;
  stop(): void;
}

const secondMs = 1000;

/** Makes the household of a world. Without `alive` only the seconds pass: rates fall to what tests move. */
export function createHousehold(world: World, alive: boolean): Household {
  const devices = new Devices(world);
  const weather = new Weather(world);
  let cancel = (): void => {};
  const tick = (): void => {
    cancel = world.clock.after(secondMs, tick);
    if (alive) {
      devices.tick();
      if (world.simulation.weather) weather.tick();
    }
    world.connections.tick();
  };
  return {
    start() {
      if (alive) devices.settle();
      cancel = world.clock.after(secondMs, tick);
    },
    stop: () => cancel(),
  };
}
