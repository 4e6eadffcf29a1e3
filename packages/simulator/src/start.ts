import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Clock, realClock } from "./clock.ts";
import { type ControlServer, startControl } from "./control.ts";
import { Faults } from "./faults.ts";
import { createHousehold, type Household } from "./household/household.ts";
import { RequestRecord } from "./record.ts";
import { readCors } from "./router/cors.ts";
import { routesOf } from "./routes/table.ts";
import { type ScenarioName, scenarioConfig } from "./scenarios/index.ts";
import { createListener, type Listener, type ServerParts, type TlsOptions } from "./server.ts";
import { type ProfileName, profiles } from "./world/profile.ts";
import { World } from "./world/world.ts";
import { asText } from "./world/config/yaml.ts";

/** How to start a simulated core. */
export interface SimulatorOptions {
  /** A house of ours; default `home`, unless `config` is given. */
  readonly scenario?: ScenarioName;
  /** A core's own config: YAML text, or the path of a file (relative paths inside start at its folder). */
  readonly config?: string;
  /** Which core is played; default `current`. */
  readonly profile?: ProfileName;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: the config's own, or none. */
  readonly secret?: string;
  /** Starts the control server on this port (0: any free one). */
  readonly controlPort?: number;
  /** Serves HTTPS instead of HTTP. */
  readonly tls?: TlsOptions;
  /** Listens on this Unix socket as well; nobody is asked for a secret there. */
  readonly unixPath?: string;
  /** Same seed, same story; default 1. */
  readonly seed?: number;
  /** Default: the machine's own. */
  readonly clock?: Clock;
  /** Whether devices live and nodes wander; default true for `home`, and for a config with a household. */
  readonly life?: boolean;
}

/** A simulated core that runs. */
export interface Simulator extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` or `https://…`. */
  readonly url: string;
  readonly port: number;
  /** The secret in force, `""` if none. */
  readonly secret: string;
  /** Address of the control server, if it was asked for. */
  readonly controlUrl: string | undefined;
  /** All that the core knows: tests set the scene here, and look. */
  readonly world: World;
  /** Bad weather on demand. */
  readonly faults: Faults;
  /** What arrived. */
  readonly record: RequestRecord;
  /** Drops everything and comes back on the same port, as `POST /restart` does; resolves when it is back. */
  restart(): Promise<void>;
  /** Ends every timer and connection. */
  stop(): Promise<void>;
}

/** Starts a simulated core. Rejects with `ConfigError` in the core's words for a bad config. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? realClock;
  const { text, home } = configOf(options, clock.now());
  const world = new World({
    config: text,
    profile: profiles[options.profile ?? "current"],
    clock,
    seed: options.seed ?? 1,
    home,
  });
  const faults = new Faults(clock);
  const record = new RequestRecord();
  const secret = options.secret ?? asText(world.startConfig["secret"]) ?? "";
  const alive = options.life ?? world.simulation.devices.length > 0;
  const household = createHousehold(world, alive);
  const running = new Running({ world, faults, record, secret, household }, options);
  try {
    await running.start();
  } catch (error) {
    // A port that is taken must not leave timers behind.
    await running.stop();
    throw error;
  }
  return running;
}

function configOf(options: SimulatorOptions, now: number): { text: string; home: string | undefined } {
  const { config } = options;
  if (config === undefined)
    return { text: scenarioConfig(options.scenario ?? "home", options.seed ?? 1, now), home: undefined };
  const isFile = !config.includes("\n") && existsSync(config);
  if (!isFile) return { text: config, home: undefined };
  return { text: readFileSync(config, "utf8"), home: path.dirname(path.resolve(config)) };
}

interface Parts {
  readonly world: World;
  readonly faults: Faults;
  readonly record: RequestRecord;
  readonly secret: string;
  readonly household: Household;
}

const comesBackAfterMs = 120;
const portRetryMs = 25;

/** The lifetime of one simulator. */
class Running implements Simulator {
  readonly world: World;
  readonly faults: Faults;
  readonly record: RequestRecord;
  readonly secret: string;
  url = "";
  port = 0;
  controlUrl: string | undefined;
  readonly #options: SimulatorOptions;
  readonly #household: Household;
  readonly #tcp: Listener;
  readonly #unix: Listener | undefined;
  #control: ControlServer | undefined;
  #restarting: Promise<void> | undefined;
  #stopped = false;

  constructor({ world, faults, record, secret, household }: Parts, options: SimulatorOptions) {
    this.world = world;
    this.faults = faults;
    this.record = record;
    this.secret = secret;
    this.#household = household;
    this.#options = options;
    const parts: ServerParts = {
      world,
      faults,
      record,
      secret,
      routes: routesOf(world),
      cors: readCors(world.startConfig),
      restart: () => void this.restart(),
    };
    this.#tcp = createListener(parts, options.tls);
    this.#unix = options.unixPath === undefined ? undefined : createListener({ ...parts, secret: "" });
  }

  async start(): Promise<void> {
    const host = this.#options.host ?? "127.0.0.1";
    await this.world.start();
    this.port = await this.#tcp.listen({ host, port: this.#options.port ?? 0 });
    this.url = `${this.#options.tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${this.port}`;
    if (this.#options.unixPath !== undefined) await this.#unix?.listen({ path: this.#options.unixPath });
    if (this.#options.controlPort !== undefined) {
      this.#control = await startControl(this, this.#options.controlPort);
      this.controlUrl = this.#control.url;
    }
    this.#household.start();
  }

  restart(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async #restart(): Promise<void> {
    await Promise.all([this.#tcp.close(), this.#unix?.close()]);
    await this.world.restart();
    await new Promise<void>((resolve) => this.world.clock.after(comesBackAfterMs, resolve));
    if (this.#stopped) return;
    await this.#listenAgain();
  }

  /** Somebody may have taken the port for a moment: it is asked for until it is free. */
  async #listenAgain(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#tcp.listen({ host: this.#options.host ?? "127.0.0.1", port: this.port });
        if (this.#options.unixPath !== undefined) await this.#unix?.listen({ path: this.#options.unixPath });
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, portRetryMs));
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#household.stop();
    this.world.stop();
    await Promise.all([this.#tcp.close(), this.#unix?.close(), this.#control?.stop()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
