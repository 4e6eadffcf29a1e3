import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import type { Fate } from "../src/testing/index.ts";
import { type Answer, type Call, type Endpoint, type Json, send } from "./wire/http.ts";
import { type HandshakeOptions, openWebSocket, type RawSocket } from "./wire/websocket.ts";

/** `old` is a core of early 2025: what it lacks is asserted, not skipped. */
export type Profile = "current" | "old";

/** What differs from the house file for one section. */
export interface Variant {
  /** Top-level keys that replace the house's own. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Default: a secret of the target's own. */
  readonly secret?: string;
  /** Whether it listens on a Unix socket as well. */
  readonly unixSocket?: boolean;
}

/** A connection of a device in the house through the core. */
export interface Traffic {
  /** Resolves when the core cut it, or when `close` did. */
  readonly closed: Promise<void>;
  close(): void;
}

/** One running core under judgement. */
export interface Target extends Endpoint {
  readonly name: string;
  readonly profile: Profile;
  /** Test URL of the house's groups, answered with 204. */
  readonly testUrl: string;
  /** The core's own home folder, for `PUT /configs`; a path that need not exist on the simulator. */
  readonly dir: string;
  /** The configuration it was started with, as YAML text for a reload. */
  readonly configText: string;
  /** Path of the Unix socket, where the variant asked for one. */
  readonly unixPath: string | undefined;
  /** Opens one; resolves when bytes move, and they move until it is closed. */
  openTraffic(host: string): Promise<Traffic>;
  /** A device tries a way that a rule or a node refuses: `closed` when the core has given up. */
  tryTraffic(host: string): Promise<Traffic>;
  /** Changes what happens to a node from its next test on. */
  setFate(node: string, fate: Fate): void;
  /** From now on the subscription answers with this status; undefined mends it. */
  failSubscription(provider: string, status: number | undefined): void;
  stop(): Promise<void>;
}

/** A kind of core: how to start one. */
export interface TargetKind {
  /** Names the target in the titles: `core (alpha-1c4f7c4)`. */
  readonly name: string;
  readonly profile: Profile;
  start(variant?: Variant): Promise<Target>;
}

/** A running target with short ways to talk to it. */
export interface Bench extends Target {
  call(call: Call): Promise<Answer>;
  get(path: string): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  socket(path: string, options?: Omit<HandshakeOptions, "path">): Promise<RawSocket>;
}

/** Starts one target before the tests of the enclosing `describe` and stops it after them. */
export function useTarget(kind: TargetKind, variant?: Variant): () => Bench {
  let bench: Bench | undefined;
  beforeAll(async () => {
    bench = await startBench(kind, variant);
  });
  afterAll(() => bench?.stop());
  return () => {
    if (bench === undefined) throw new Error(`${kind.name} did not start.`);
    return bench;
  };
}

/** Starts one target for a single test; the caller stops it. Its own first tests of nodes are over then. */
export async function startBench(kind: TargetKind, variant?: Variant): Promise<Bench> {
  const bench = benchFor(await kind.start(variant));
  try {
    await untilFirstTestsAreOver(bench);
    return bench;
  } catch (error) {
    await bench.stop();
    throw error;
  }
}

const firstTestsMs = 20_000;
const automatic = ["URLTest", "Fallback", "LoadBalance"];

/**
 * Every automatic group tests its members once after a start, on its own account. A check that looks at results has to
 * wait for them: there is one entry for each group that lists a member.
 */
async function untilFirstTestsAreOver(bench: Bench): Promise<void> {
  const deadline = Date.now() + firstTestsMs;
  for (let missing = await membersToBeTested(bench); missing.length > 0; missing = await membersToBeTested(bench)) {
    if (Date.now() > deadline) throw new Error(`${bench.name} did not test ${missing.join(", ")} after its start.`);
    await setTimeout(20);
  }
}

async function membersToBeTested(bench: Bench): Promise<string[]> {
  const { proxies } = (await bench.get("/proxies")).json<{ proxies: Record<string, Json> }>();
  const groups = Object.values(proxies).filter((proxy) => automatic.includes(proxy.type));
  const members = groups.flatMap((group) => group.all.map((name: string) => ({ name, url: group.testUrl })));
  return Object.keys(proxies).filter((name) => {
    const urls = members.filter((member) => member.name === name).map((member) => member.url);
    const tested = (url: string): number => proxies[name].extra[url]?.history?.length ?? 0;
    return urls.some((url) => tested(url) < Math.min(10, urls.filter((other) => other === url).length));
  });
}

function benchFor(target: Target): Bench {
  const withBody = (method: string) => (path: string, body?: unknown) =>
    send(target, { method, path, ...(body === undefined ? {} : { body: encodeBody(body) }) });
  return {
    ...target,
    call: (call) => send(target, call),
    get: (path) => send(target, { path }),
    put: withBody("PUT"),
    patch: withBody("PATCH"),
    post: withBody("POST"),
    delete: withBody("DELETE"),
    socket: (path, options) => openWebSocket(target, { path, ...options }),
  };
}

/** A text goes as it is, so that a check can send what is no JSON. */
function encodeBody(body: unknown): string | Buffer {
  return typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

/** The encoder that reaches every name (reference §2): a name with a percent sign escapes every byte. */
export function segment(name: string): string {
  if (name === "." || name === ".." || name.includes("%")) return everyByte(name);
  return encodeURIComponent(name);
}

export function everyByte(name: string): string {
  return [...Buffer.from(name)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
