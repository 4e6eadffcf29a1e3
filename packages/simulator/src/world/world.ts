import type { Clock } from "../clock.ts";
import { createRandom, hashText, type Random } from "../random.ts";
import { Connections } from "./traffic/connections.ts";
import { type DelayResult, type DelayTest, testDelay } from "./proxies/delay-test.ts";
import { Fates } from "./proxies/fates.ts";
import { Group, type Proxy } from "./proxies/group.ts";
import { HealthChecks } from "./proxies/health-checks.ts";
import { buildHouse, type House, mergedProxies } from "./config/house.ts";
import { type LogEvent, Logs } from "./logs.ts";
import type { Profile } from "./profile.ts";
import type { SubscriptionInfo } from "./providers/proxy-provider.ts";
import { readSettings, type Settings } from "./config/settings.ts";
import { readSimulation, type Simulation, Subscriptions } from "./config/simulation.ts";
import { Storage } from "./storage.ts";
import { Traffic } from "./traffic/traffic.ts";
import { asRecord, parseYaml, type RawConfig } from "./config/yaml.ts";

/** What a world is made from. */
interface WorldOptions {
  /** YAML text of a core's config. */
  readonly config: string;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly seed: number;
  /** Home directory for relative paths; `undefined` = the house has no files. */
  readonly home: string | undefined;
}

/** What survives a restart: the core's `cache.db`. */
interface Cache {
  readonly selected: Map<string, string>;
  readonly infos: Map<string, SubscriptionInfo>;
  /** Provider → the text that it was last loaded from. */
  readonly texts: Map<string, string>;
  readonly storage: Storage;
}

/** All that a simulated core knows and does. Tests reach in here to set the scene and to look. */
export class World {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly random: Random;
  readonly logs = new Logs();
  readonly fates: Fates;
  readonly subscriptions: Subscriptions;
  readonly simulation: Simulation;
  /** The config that the process was started with. */
  readonly startConfig: RawConfig;
  readonly home: string | undefined;
  /** Unix ms of the start of the process; a restart moves it. */
  startedAt: number;
  settings: Settings;
  house: House;
  /** The config in force, for what is not in {@link settings}. */
  config: RawConfig;
  connections = new Connections();
  traffic: Traffic;
  /** RSS in bytes, refreshed only while somebody streams `/memory`. */
  memory = 0;
  /** Whether the answers are those of the moment before the config is applied. */
  starting = false;
  readonly #cache: Cache = { selected: new Map(), infos: new Map(), texts: new Map(), storage: new Storage() };
  readonly #checks: HealthChecks;

  constructor(options: WorldOptions) {
    this.profile = options.profile;
    this.clock = options.clock;
    this.home = options.home;
    this.random = createRandom(options.seed);
    this.startedAt = this.clock.now();
    this.startConfig = parseYaml(options.config);
    this.config = this.startConfig;
    this.simulation = readSimulation(this.startConfig);
    this.fates = new Fates(this.simulation.fates, this.random);
    this.subscriptions = new Subscriptions(this.simulation.subscriptions);
    this.settings = readSettings(this.config, this.profile);
    this.house = this.#build(this.config);
    this.traffic = new Traffic(this);
    this.#checks = new HealthChecks(this);
  }

  get storage(): Storage {
    return this.#cache.storage;
  }

  /** Loads every provider and starts the health checks; resolves when the providers were asked. */
  async start(): Promise<void> {
    await this.#load(this.house);
    this.#checks.restart();
  }

  /** Ends every timer. */
  stop(): void {
    this.#checks.stop();
    this.traffic.closeAll();
  }

  /**
   * Applies another config, as `PUT /configs` does. Throws `ConfigError` before anything changed.
   * @param listeners whether ports and the rest of the inbound settings are taken over as well
   */
  async reload(config: RawConfig, listeners: boolean): Promise<void> {
    const settings = readSettings(config, this.profile);
    const house = this.#build(config);
    await this.#load(house);
    const inbound = Object.fromEntries(inboundKeys.map((key) => [key, this.settings[key]]));
    this.settings = listeners ? settings : { ...settings, ...inbound };
    this.house = house;
    this.config = config;
    this.#checks.restart();
  }

  /** What `POST /restart` leaves: the config of the start, no connections, counters at zero; `cache.db` stays. */
  async restart(): Promise<void> {
    this.traffic.closeAll();
    this.connections = new Connections();
    this.memory = 0;
    this.startedAt = this.clock.now();
    await this.reload(this.startConfig, true);
  }

  /** Every proxy by name, nodes of providers included. */
  proxies(): Map<string, Proxy> {
    return mergedProxies(this.house);
  }

  proxy(name: string): Proxy | undefined {
    return this.proxies().get(name);
  }

  /** The group by that name, if that is what `/group/{name}` would find. */
  group(name: string): Group | undefined {
    const found = this.proxy(name);
    return found instanceof Group ? found : undefined;
  }

  /** Chooses or pins a member and remembers it over restarts. `""` releases. */
  select(group: Group, name: string): void {
    group.set(name);
    if (!storesSelected(this.config)) return;
    const stores = asRecord(this.config["profile"])["store-selected"] !== false;
    if (name === "" || !stores) this.#cache.selected.delete(group.name);
    else this.#cache.selected.set(group.name, name);
  }

  /** Tests one proxy and writes the result down. */
  test(proxy: Proxy, test: DelayTest): Promise<DelayResult> {
    return testDelay(this.clock, this.fates, proxy, { ...test, overruns: this.profile.legacy });
  }

  /** Runs the health check of a provider to its end. */
  checkProvider(name: string): Promise<void> {
    return this.#checks.check(name);
  }

  /** Reads the process's RSS anew: it grows a little with the house and wanders; a real core that idles, by 0.3 %. */
  refreshMemory(): void {
    const base = 38_000_000 + this.proxies().size * 9000 + this.connections.list().length * 24_000;
    this.memory = Math.round((base * this.random.between(0.99, 1.01)) / 4096) * 4096;
  }

  /** Publishes one log event. */
  log(level: LogEvent["level"], payload: string): void {
    this.logs.publish({ level, payload, time: this.clock.now() });
  }

  #build(config: RawConfig): House {
    const safePaths = this.profile.safePaths;
    const house = buildHouse(config, {
      profile: this.profile,
      random: this.random,
      now: () => this.clock.now(),
      cache: this.#cache,
      sources: { home: this.home, safePaths, subscription: (_, name) => this.subscriptions.find(name) },
    });
    const selected = storesSelected(config) ? this.#cache.selected : new Map<string, string>();
    for (const group of house.groups) group.set(selected.get(group.name) ?? "");
    return house;
  }

  /** A provider that cannot be loaded stays empty and says so in the log. */
  async #load(house: House): Promise<void> {
    const loads = [...house.providers.values()].map(async (provider) => {
      await provider.initialize().catch((error: unknown) => {
        this.log("error", `initial proxy provider ${provider.name} error: ${message(error)}`);
      });
    });
    const sets = [...house.ruleProviders.values()].map(async (set) => {
      if (set.source.vehicle === "Inline") return;
      await set.update(this.clock.now()).catch((error: unknown) => {
        this.log("error", `initial rule provider ${set.name} error: ${message(error)}`);
      });
    });
    await Promise.all([...loads, ...sets]);
  }

  /** A number that spreads load: the same host always meets the same one. */
  spread(text: string): number {
    return hashText(text);
  }
}

/** What `PUT /configs` leaves alone without `force=true`. */
const inboundKeys = [
  "port",
  "socks-port",
  "redir-port",
  "tproxy-port",
  "mixed-port",
  "allow-lan",
  "bind-address",
  "skip-auth-prefixes",
  "lan-allowed-ips",
  "lan-disallowed-ips",
  "ss-config",
  "vmess-config",
  "tuic-server",
];

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `profile.store-selected`, on unless the config says no. */
function storesSelected(config: RawConfig): boolean {
  return asRecord(config["profile"])["store-selected"] !== false;
}
