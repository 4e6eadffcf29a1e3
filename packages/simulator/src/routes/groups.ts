import type { JsonValue } from "../go/json.ts";
import { sendError, sendJson } from "../reply.ts";
import { type Exchange, notFound } from "../router/exchange.ts";
import type { Mount } from "../router/router.ts";
import { parseExpected } from "../world/proxies/delay-test.ts";
import { Group } from "../world/proxies/group.ts";
import { namedProxy, proxyJson, readDelayQuery } from "./proxies.ts";

/** `/group` and all below it. */
export const groupMount: Mount = {
  prefix: "/group",
  resolve(rest, { world }) {
    const named = namedProxy(rest, world);
    if (named === undefined) return { GET: list };
    const { proxy, sub } = named;
    if (sub === "") return { GET: (exchange) => get(exchange, proxy) };
    return sub === "delay" ? { GET: (exchange) => testGroup(exchange, proxy) } : undefined;
  },
};

/** Groups come in another order at each call, as Go's maps do. */
function list({ res, world }: Exchange): void {
  if (world.starting) {
    sendJson(res, 200, { proxies: null });
    return;
  }
  const groups = [...world.proxies().values()].filter((proxy) => proxy instanceof Group);
  for (let i = groups.length - 1; i > 0; i--) {
    const j = world.random.int(0, i);
    const [a, b] = [groups[i], groups[j]];
    if (a !== undefined && b !== undefined) [groups[i], groups[j]] = [b, a];
  }
  sendJson(res, 200, { proxies: groups.map((group) => proxyJson(group, world)) });
}

function get({ res, world }: Exchange, proxy: unknown): void {
  if (!(proxy instanceof Group)) throw notFound();
  sendJson(res, 200, proxyJson(proxy, world));
}

/** Clears the pin first, whatever else is wrong; tests all members at once; a client that hangs up marks the unfinished dead. */
async function testGroup(exchange: Exchange, proxy: unknown): Promise<void> {
  const { world, res, signal } = exchange;
  if (!(proxy instanceof Group)) throw notFound();
  if (proxy.pins) world.select(proxy, "");
  const query = readDelayQuery(exchange, 32);
  const own = proxy.type === "URLTest";
  const url = own ? proxy.testUrl : query.url;
  const expected = own ? (parseExpected(proxy.expectedStatus) ?? undefined) : query.expected;
  const delays = new Map<string, JsonValue>();
  const tests = proxy.members().map(async (member) => {
    const result = await world.test(member, { url, timeoutMs: query.timeoutMs, expected, signal });
    if ("delay" in result) delays.set(member.name, result.delay);
  });
  await Promise.all(tests);
  if (delays.size === 0) sendError(res, 504, "get delay: all proxies timeout");
  else sendJson(res, 200, delays);
}
