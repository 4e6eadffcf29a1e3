import { decodeFirst, field, isObject } from "../go/decode.ts";
import type { JsonValue } from "../go/json.ts";
import { parseInteger } from "../go/query.ts";
import { sendError, sendJson, sendNothing } from "../reply.ts";
import { type Exchange, type Handlers, invalid, notFound, Refusal } from "../router/exchange.ts";
import { decodeSegment } from "../router/paths.ts";
import { type Mount, segmentsOf } from "../router/router.ts";
import { type ExpectedStatus, parseExpected } from "../world/proxies/delay-test.ts";
import { type Group, groupJson, type Proxy } from "../world/proxies/group.ts";
import { nodeJson } from "../world/proxies/node.ts";
import type { World } from "../world/world.ts";

const pinTestMs = 5000;

/** A node or group as the API shows it. */
export function proxyJson(proxy: Proxy, world: World): JsonValue {
  return proxy.kind === "group" ? groupJson(proxy, world.profile) : nodeJson(proxy, world.profile);
}

/**
 * What a path below `/proxies` or `/group` names, and what follows the name; undefined: the list itself. The name is looked
 * up before the rest is routed, so an unknown one is `404` for any method and sub-path.
 */
export function namedProxy(rest: string, world: World): { proxy: Proxy; sub: string } | undefined {
  const [name, ...below] = segmentsOf(rest);
  if (name === undefined || (name === "" && below.length === 0)) return undefined;
  const proxy = world.proxy(decodeSegment(name));
  if (proxy === undefined) throw notFound();
  return { proxy, sub: below.join("/") };
}

/** `/proxies` and all below it. */
export const proxiesMount: Mount = {
  prefix: "/proxies",
  resolve(rest, { world }) {
    const named = namedProxy(rest, world);
    if (named === undefined) return { GET: list };
    const { proxy, sub } = named;
    if (sub === "") return handlersOf(proxy);
    return sub === "delay" ? { GET: (exchange) => answerDelay(exchange, proxy) } : undefined;
  },
};

function handlersOf(proxy: Proxy): Handlers {
  return {
    GET: ({ res, world }) => sendJson(res, 200, proxyJson(proxy, world)),
    PUT: (exchange) => select(exchange, proxy),
    DELETE: ({ res, world }) => {
      if (proxy.kind !== "group" || !proxy.pins) throw invalid();
      world.select(proxy, "");
      sendNothing(res);
    },
  };
}

function list({ res, world }: Exchange): void {
  const proxies = new Map<string, JsonValue>();
  if (!world.starting) for (const [name, proxy] of world.proxies()) proxies.set(name, proxyJson(proxy, world));
  sendJson(res, 200, { proxies });
}

async function select(exchange: Exchange, proxy: Proxy): Promise<void> {
  const name = readName(exchange.body);
  if (proxy.kind !== "group" || !(proxy.pins || proxy.type === "Selector"))
    throw new Refusal(400, "Must be a Selector");
  const member = proxy.member(name);
  if (member === undefined) throw new Refusal(400, "Selector update error: proxy not exist");
  exchange.world.select(proxy, name);
  if (proxy.type === "Fallback") await testPinned(exchange.world, proxy, member);
  sendNothing(exchange.res);
}

/** A Fallback asks a dead member once more before it gives up on it. */
async function testPinned(world: World, group: Group, member: Proxy): Promise<void> {
  if (member.health.aliveFor(group.testUrl)) return;
  const expected = parseExpected(group.expectedStatus) ?? undefined;
  await world.test(member, { url: group.testUrl, timeoutMs: pinTestMs, expected });
}

function readName(body: Buffer): string {
  const value = decode(body);
  if (value === null) return "";
  const name = isObject(value) ? (field(value, "name") ?? "") : undefined;
  if (typeof name !== "string") throw invalid();
  return name;
}

/** The first JSON value of a body, or the core's refusal. */
export function decode(body: Buffer): unknown {
  try {
    return decodeFirst(body);
  } catch {
    throw invalid();
  }
}

/** What a delay test is asked for. Throws the core's refusal of a bad number. */
export function readDelayQuery(
  exchange: Exchange,
  bits: 16 | 32,
): { url: string; timeoutMs: number; expected: ExpectedStatus } {
  const timeoutMs = parseInteger(exchange.query.get("timeout") ?? "", bits);
  const expected = parseExpected(exchange.query.get("expected") ?? "");
  if (timeoutMs === undefined || expected === null) throw invalid();
  return { url: exchange.query.get("url") ?? "", timeoutMs, expected };
}

/** Tests one proxy; the test goes on when the client hangs up. */
export async function answerDelay(exchange: Exchange, proxy: Proxy): Promise<void> {
  const result = await exchange.world.test(proxy, readDelayQuery(exchange, 16));
  if ("delay" in result && result.delay > 0) sendJson(exchange.res, 200, { delay: result.delay });
  else if ("failed" in result && result.failed === "timeout") sendError(exchange.res, 504, "Timeout");
  else sendError(exchange.res, 503, "An error occurred in the delay test");
}
