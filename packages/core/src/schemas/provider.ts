import { z } from "zod";
import { Proxy } from "./proxy.ts";

const subscriptionShape = z.looseObject({
  Upload: z.number().exactOptional(),
  Download: z.number().exactOptional(),
  Total: z.number().exactOptional(),
  Expire: z.number().exactOptional(),
});

/** What the subscription's header said: bytes, and unix seconds for `Expire`. 0 = unknown. Capitalised on the wire. */
export interface SubscriptionInfo extends z.output<typeof subscriptionShape> {}
export const SubscriptionInfo: z.ZodType<SubscriptionInfo> = subscriptionShape;

const proxyProviderShape = z.looseObject({
  name: z.string(),
  type: z.string(),
  /** `HTTP`, `File`, `Inline`, or `Compatible` for what the core makes up around its own config. */
  vehicleType: z.string(),
  proxies: z.array(Proxy).nullable(),
  testUrl: z.string().exactOptional(),
  expectedStatus: z.string().exactOptional(),
  /** RFC 3339; `0001-01-01T00:00:00Z` = never loaded. */
  updatedAt: z.string().exactOptional(),
  /** Absent where the subscription never said it. */
  subscriptionInfo: SubscriptionInfo.nullable().exactOptional(),
});

/** A list of nodes from elsewhere, with each node in full. */
export interface ProxyProvider extends z.output<typeof proxyProviderShape> {}
export const ProxyProvider: z.ZodType<ProxyProvider> = proxyProviderShape;

const proxyProviderListShape = z.looseObject({ providers: z.record(z.string(), ProxyProvider).nullable() });

/** By name; null while the core starts. Heavy: 31 MB with 2,000 nodes in 50 groups. */
export interface ProxyProviderList extends z.output<typeof proxyProviderListShape> {}
export const ProxyProviderList: z.ZodType<ProxyProviderList> = proxyProviderListShape;

const ruleProviderShape = z.looseObject({
  name: z.string(),
  type: z.string(),
  /** `HTTP`, `File` or `Inline`. */
  vehicleType: z.string(),
  /** `Domain`, `IPCIDR` or `Classical`. */
  behavior: z.string(),
  ruleCount: z.number(),
  /** `YamlRule`, `TextRule`, `MrsRule`; `""` for Inline. */
  format: z.string().exactOptional(),
  updatedAt: z.string().exactOptional(),
  /** Inline only. */
  payload: z.array(z.string()).nullable().exactOptional(),
});

/** A list of rules from elsewhere. */
export interface RuleProvider extends z.output<typeof ruleProviderShape> {}
export const RuleProvider: z.ZodType<RuleProvider> = ruleProviderShape;

const ruleProviderListShape = z.looseObject({ providers: z.record(z.string(), RuleProvider).nullable() });

/** By name; null while the core starts. */
export interface RuleProviderList extends z.output<typeof ruleProviderListShape> {}
export const RuleProviderList: z.ZodType<RuleProviderList> = ruleProviderListShape;
