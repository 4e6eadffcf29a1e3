import { Group } from "../world/proxies/group.ts";
import type { World } from "../world/world.ts";

const driftEveryS = 5;
const outageChance = 0.012;
const outageS = [25, 110] as const;

/** What happens to nodes by itself: latency wanders, now and then one dies and comes back. */
export class Weather {
  readonly #world: World;
  readonly #factors = new Map<string, number>();
  readonly #backAt = new Map<string, number>();
  #second = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** One second of weather. */
  tick(): void {
    this.#second++;
    if (this.#second % driftEveryS === 0) this.#drift();
    if (this.#world.random.chance(outageChance)) this.#outage();
    for (const [name, at] of this.#backAt) {
      if (this.#second < at) continue;
      this.#backAt.delete(name);
      this.#world.fates.revive(name);
    }
  }

  #nodes(): string[] {
    const nodes = [...this.#world.proxies().values()].filter(
      (proxy) => !(proxy instanceof Group) && proxy.server !== "",
    );
    return nodes.map((node) => node.name);
  }

  #drift(): void {
    for (const name of this.#nodes()) {
      const step = this.#world.random.between(0.9, 1.115);
      const factor = Math.min(2.2, Math.max(0.75, (this.#factors.get(name) ?? 1) * step));
      this.#factors.set(name, factor);
      this.#world.fates.setDrift(name, factor);
    }
  }

  /** A node dies; what runs through it is cut. */
  #outage(): void {
    const nodes = this.#nodes();
    if (nodes.length === 0 || this.#backAt.size > nodes.length / 5) return;
    const name = this.#world.random.pick(nodes);
    this.#world.fates.kill(name);
    this.#backAt.set(name, this.#second + this.#world.random.int(...outageS));
    for (const connection of this.#world.connections.list()) {
      if (connection.chains[0] === name) this.#world.traffic.close(connection.id);
    }
  }
}
