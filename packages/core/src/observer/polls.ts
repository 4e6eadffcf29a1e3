import { ControllerError, isControllerError } from "../client/errors.ts";
import type { Transport } from "../client/transport.ts";
import type { EndpointId } from "../endpoints/index.ts";
import type { Config } from "../schemas/config.ts";
import type { ProxyProvider, ProxyProviderList, RuleProviderList } from "../schemas/provider.ts";
import type { ProxyList } from "../schemas/proxy.ts";
import type { RuleList } from "../schemas/rule.ts";
import type { Version } from "../schemas/version.ts";
import { groupViews } from "./group-views.ts";
import { nodeViews, withProviders } from "./node-views.ts";
import { Reading } from "./reading.ts";
import type { Change, Snapshot } from "./types.ts";

/** What a reading adds to the picture. Applied to the snapshot of the moment, as others may have read meanwhile. */
export interface Update {
  apply(snapshot: Snapshot): Snapshot;
  /** What cannot be seen in the snapshot. */
  readonly changes?: readonly Change[];
}

/** Undefined: the core says the same as the last time. `unasked`: there was nothing to ask it, so it proved no life. */
export type Outcome = Update | "unasked" | undefined;
type Poll = (signal: AbortSignal) => Promise<Outcome>;

export const pollIds = ["version", "settings", "proxies", "providers", "rule-providers", "rules"] as const;
export type PollId = (typeof pollIds)[number];

export interface PollsOptions {
  readonly transport: Transport;
  /** The controller's name in errors. */
  readonly name: string;
  /** Deadline of each reading, ms; default each row's own. */
  readonly timeoutMs?: number | undefined;
  /** The mark of the core's present state: the id of a built-in, which is new with each start and reload. */
  onLife(life: string): void;
}

export interface Polls extends Readonly<Record<PollId, Poll>> {
  /** The core started or reloaded: what is known of its providers is void. */
  forgetProviders(): void;
}

/** The observer's readings, one per endpoint that it polls. */
export function createPolls(options: PollsOptions): Polls {
  const { transport, name, timeoutMs } = options;
  const reading = <Value>(id: EndpointId, params?: object): Reading<Value> =>
    new Reading<Value>({ transport, id, name, timeoutMs, ...(params === undefined ? undefined : { params }) });
  /** A poll whose answer becomes an update as a whole. */
  const poll = <Value>(id: EndpointId, apply: (value: Value, snapshot: Snapshot) => Snapshot): Poll => {
    const of = reading<Value>(id);
    return async (signal) => {
      const value = await of.read(signal);
      return value === undefined ? undefined : { apply: (snapshot) => apply(value, snapshot) };
    };
  };
  const providers = createProviderPoll(reading);
  return {
    version: poll<Version>("version.get", ({ version }, snapshot) => ({ ...snapshot, version })),
    settings: poll<Config>("configs.get", (settings, snapshot) => ({ ...snapshot, settings, mode: settings.mode })),
    proxies: proxyPoll(reading<ProxyList>("proxies.list"), options),
    providers: providers.poll,
    "rule-providers": poll<RuleProviderList>("ruleProviders.list", ({ providers: found }, snapshot) => ({
      ...snapshot,
      ruleProviders: new Map(Object.entries(found ?? {})),
    })),
    rules: poll<RuleList>("rules.list", ({ rules }, snapshot) => ({ ...snapshot, rules: rules ?? [] })),
    forgetProviders: () => providers.forget(),
  };
}

/**
 * Groups and nodes in one reading: `/group` alone comes in a new order each time, so that its bytes would never be the
 * same, and is hardly smaller.
 */
function proxyPoll(of: Reading<ProxyList>, options: PollsOptions): Poll {
  return async (signal) => {
    const list = await of.read(signal);
    if (list === undefined) return undefined;
    const { proxies } = list;
    if (!Object.hasOwn(proxies, "GLOBAL")) {
      of.forget();
      throw stillStarting(options.name);
    }
    const life = proxies["DIRECT"]?.id;
    if (life !== undefined) options.onLife(life);
    const groups = Object.keys(proxies)
      .flatMap((name) => proxies[name] ?? [])
      .filter((proxy) => proxy.all !== undefined);
    return {
      apply: (snapshot) => ({
        ...snapshot,
        ...(life === undefined ? undefined : { life }),
        groups: groupViews(groups, snapshot.groups),
        nodes: nodeViews({ proxies, before: snapshot.nodes, providerOf: providerIndex(snapshot.providers) }),
      }),
    };
  };
}

/** Right after its start the core answers before its config is applied: no picture of a house, and soon outdated. */
function stillStarting(controller: string): ControllerError {
  const sentence = `The core ${JSON.stringify(controller)} is still starting: its groups are not there yet.`;
  return new ControllerError("busy", sentence, { controller, reason: "starting" });
}

/** Which provider a node is from, found only when a core does not say it itself (before 2025-12). */
function providerIndex(providers: Snapshot["providers"]): (node: string) => string | undefined {
  let index: Map<string, string> | undefined;
  return (node) => {
    index ??= new Map(
      [...providers.values()].flatMap(({ name, proxies }) =>
        (proxies ?? []).map((proxy): [string, string] => [proxy.name, name]),
      ),
    );
    return index.get(node);
  };
}

/**
 * The list of all providers holds every node once per group, 31 MB in a large house: it is read once to learn the names,
 * then each provider by itself.
 */
function createProviderPoll(reading: <Value>(id: EndpointId, params?: object) => Reading<Value>): {
  readonly poll: Poll;
  forget(): void;
} {
  let known: Map<string, Reading<ProxyProvider>> | undefined;
  let failing = new Map<string, string>();

  const readAll: Poll = async (signal) => {
    const { providers } = (await reading<ProxyProviderList>("proxyProviders.list").read(signal)) ?? { providers: null };
    const own = Object.entries(providers ?? {}).filter(([, provider]) => provider.vehicleType !== "Compatible");
    known = new Map(own.map(([name]) => [name, reading<ProxyProvider>("proxyProviders.get", { provider: name })]));
    failing = new Map();
    return { apply: (snapshot) => withProviderList(snapshot, new Map(own)) };
  };

  const readEach = async (each: Map<string, Reading<ProxyProvider>>, signal: AbortSignal): Promise<Outcome> => {
    if (each.size === 0) return "unasked";
    const found = new Map<string, ProxyProvider>();
    const changes: Change[] = [];
    for (const [provider, of] of each) {
      try {
        const value = await of.read(signal);
        failing.delete(provider);
        if (value !== undefined) found.set(provider, value);
      } catch (error) {
        if (!isControllerError(error) || isAboutTheCore(error)) throw error;
        if (error.code === "not-found") return readAll(signal);
        if (failing.get(provider) !== error.code) changes.push({ type: "provider-failed", provider, error });
        failing.set(provider, error.code);
      }
    }
    if (found.size === 0 && changes.length === 0) return undefined;
    return {
      changes,
      apply: (snapshot) =>
        found.size === 0 ? snapshot : withProviderList(snapshot, new Map([...snapshot.providers, ...found])),
    };
  };

  return {
    poll: (signal) => (known === undefined ? readAll(signal) : readEach(known, signal)),
    forget: () => {
      known = undefined;
    },
  };
}

function withProviderList(snapshot: Snapshot, providers: Snapshot["providers"]): Snapshot {
  return { ...snapshot, providers, nodes: withProviders(snapshot.nodes, providerIndex(providers)) };
}

/** Says nothing of the one provider. */
function isAboutTheCore({ code }: ControllerError): boolean {
  return code === "unreachable" || code === "timeout" || code === "unauthorized" || code === "aborted";
}
