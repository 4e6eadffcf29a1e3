import { Group, type Proxy } from "./group.ts";
import { parseExpected } from "./delay-test.ts";
import type { ProxyProvider } from "../providers/proxy-provider.ts";
import type { World } from "../world.ts";

const testTimeoutMs = 5000;
const atOnce = 10;
const justRanMs = 1000;

/** The core's own tests: once after a start or reload, then at each provider's interval, and when somebody asks. */
export class HealthChecks {
  readonly #world: World;
  readonly #running = new Map<string, Promise<void>>();
  readonly #ranAt = new Map<string, number>();
  #cancels: (() => void)[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Forgets what was planned and starts anew for the present house. */
  restart(): void {
    this.stop();
    for (const provider of this.#world.house.providers.values()) {
      if (provider.intervalS <= 0 || provider.testUrl === "") continue;
      if (this.#world.simulation.tested) {
        this.#pretend(provider);
        continue;
      }
      this.#plan(provider.name, provider.intervalS * 1000);
      void this.check(provider.name);
    }
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    this.#running.clear();
    this.#ranAt.clear();
  }

  /** Tests every node of a provider for each URL that is registered there. Callers at the same time share one run. */
  check(name: string): Promise<void> {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const now = this.#world.clock.now();
    if (now - (this.#ranAt.get(name) ?? Number.NEGATIVE_INFINITY) < justRanMs) return Promise.resolve();
    const run = this.#run(name).finally(() => {
      this.#running.delete(name);
      this.#ranAt.set(name, this.#world.clock.now());
    });
    this.#running.set(name, run);
    return run;
  }

  /** Writes one result per node down without a test: thousands of them would keep the machine busy for minutes. */
  #pretend(provider: ProxyProvider): void {
    const now = this.#world.clock.now();
    for (const proxy of provider.proxies()) {
      if (proxy.health.urls.has(provider.testUrl)) continue;
      const outcome = this.#world.fates.roll(proxy.name);
      proxy.health.record(provider.testUrl, now, "delay" in outcome ? outcome.delay : undefined, true);
    }
  }

  #plan(name: string, everyMs: number): void {
    const index = this.#cancels.length;
    const next = (): void => {
      this.#cancels[index] = this.#world.clock.after(everyMs, () => {
        next();
        void this.check(name);
      });
    };
    next();
  }

  async #run(name: string): Promise<void> {
    const provider = this.#world.house.providers.get(name);
    if (provider === undefined || !provider.checks) return;
    const urls = new Map([[provider.testUrl, provider.expectedStatus]]);
    for (const group of this.#users(name)) urls.set(group.testUrl, group.expectedStatus);
    urls.delete("");
    const jobs: (() => Promise<unknown>)[] = [];
    for (const [url, status] of urls) {
      const expected = parseExpected(status) ?? undefined;
      for (const proxy of provider.proxies()) {
        jobs.push(() => this.#world.test(proxy, { url, timeoutMs: testTimeoutMs, expected }));
      }
    }
    const work = async (): Promise<void> => {
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  /** The groups that test members of this provider by themselves: not Selectors, and not the group it stands for. */
  #users(name: string): Group[] {
    const proxies = new Set<Proxy>(this.#world.house.providers.get(name)?.proxies());
    const own = this.#world.house.providers.get(name)?.vehicle === "Compatible";
    if (own) return [];
    return this.#world.house.groups.filter(
      (group) => group.type !== "Selector" && group.members().some((member) => proxies.has(member)),
    );
  }
}
