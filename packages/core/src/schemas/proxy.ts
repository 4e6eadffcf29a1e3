import { z } from "zod";

const delaySampleShape = z.looseObject({
  /** RFC 3339 with up to nine fractional digits, in the core's zone. */
  time: z.string(),
  /** ms; 0 = the test failed. */
  delay: z.number(),
});

/** One delay test in the core's memory. */
export interface DelaySample extends z.output<typeof delaySampleShape> {}
export const DelaySample: z.ZodType<DelaySample> = delaySampleShape;

const extraShape = z.looseObject({ alive: z.boolean(), history: z.array(DelaySample).nullable().exactOptional() });

/** What the tests of one URL say; here a wrong status counts as a failure too. */
export interface DelayHistory extends z.output<typeof extraShape> {}
export const DelayHistory: z.ZodType<DelayHistory> = extraShape;

const proxyFields = {
  name: z.string(),
  /** `Shadowsocks`, `Vmess`, `Direct`, `Selector`, `URLTest` … never the config's spelling. Open: cores add types. */
  type: z.string(),
  /** The last ten tests of any URL, oldest first. */
  history: z.array(DelaySample),
  udp: z.boolean(),
  /** The latest test of any URL; true before any test. */
  alive: z.boolean().exactOptional(),
  /** By test URL; a key may be `""` or `__proto__`. */
  extra: z.record(z.string(), DelayHistory).exactOptional(),
  /** A new UUID each time the core builds the object; nodes only. */
  id: z.string().exactOptional(),
  uot: z.boolean().exactOptional(),
  xudp: z.boolean().exactOptional(),
  tfo: z.boolean().exactOptional(),
  mptcp: z.boolean().exactOptional(),
  smux: z.boolean().exactOptional(),
  interface: z.string().exactOptional(),
  "routing-mark": z.number().exactOptional(),
  "dialer-proxy": z.string().exactOptional(),
  /** The proxy provider that it comes from, `""` for none (since 2025-12). */
  "provider-name": z.string().exactOptional(),
  /** The member in use; groups except LoadBalance. */
  now: z.string().exactOptional(),
  /** The pinned member, `""` for none; URLTest and Fallback. */
  fixed: z.string().exactOptional(),
  /** The URL that decides this group's delays; `""` on a Selector that uses the core's default. */
  testUrl: z.string().exactOptional(),
  /** `*` or `200/204/401-429`. */
  expectedStatus: z.string().exactOptional(),
  hidden: z.boolean().exactOptional(),
  icon: z.string().exactOptional(),
  /** What stands in `all` when no member is left (since 2026-06). */
  emptyFallback: z.string().exactOptional(),
};

const proxyShape = z.looseObject({ ...proxyFields, all: z.array(z.string()).exactOptional() });

/** A node, a group or a built-in as the core sees it; `all` is there exactly on groups. Only `name`, `type`, `history` and `udp` are on every core. */
export interface Proxy extends z.output<typeof proxyShape> {}
export const Proxy: z.ZodType<Proxy> = proxyShape;

const groupShape = z.looseObject({ ...proxyFields, all: z.array(z.string()) });

/** A proxy with members: `all`, in the group's own order, may hold duplicates and is never empty. */
export interface Group extends z.output<typeof groupShape> {}
export const Group: z.ZodType<Group> = groupShape;

const proxyListShape = z.looseObject({ proxies: z.record(z.string(), Proxy) });

/** Everything by name. JavaScript moves integer-like names to the front: take order from `GLOBAL.all`. */
export interface ProxyList extends z.output<typeof proxyListShape> {}
export const ProxyList: z.ZodType<ProxyList> = proxyListShape;

const groupListShape = z.looseObject({ proxies: z.array(Group).nullable() });

/** All groups in random order; null while the core starts. */
export interface GroupList extends z.output<typeof groupListShape> {}
export const GroupList: z.ZodType<GroupList> = groupListShape;

const delayShape = z.looseObject({ delay: z.number() });

/** ms, 1 or more. */
export interface Delay extends z.output<typeof delayShape> {}
export const Delay: z.ZodType<Delay> = delayShape;

/** Member → ms. Members that failed are absent; 0 is a member that answered in less than a millisecond. */
export type GroupDelays = Record<string, number>;
export const GroupDelays: z.ZodType<GroupDelays> = z.record(z.string(), z.number());
