import { ProxyProvider, ProxyProviderList } from "../schemas/provider.ts";
import { Delay, Proxy } from "../schemas/proxy.ts";
import type { ResourceDef } from "./define.ts";
import { delayDeadline, delayQuery } from "./delay.ts";

export const proxyProviders = {
  /** Every provider with every node in full; 31 MB with 2,000 nodes in 50 groups, so read it seldom. Reference §6.1. */
  list: {
    kind: "query",
    method: "GET",
    path: "/providers/proxies",
    danger: "none",
    summary: "List proxy providers",
    response: ProxyProviderList,
    deadline: { ms: 20_000 },
  },
  /** One provider with its nodes. Reference §6.1. */
  get: {
    kind: "query",
    method: "GET",
    path: "/providers/proxies/{provider}",
    danger: "none",
    summary: "Get a proxy provider",
    response: ProxyProvider,
  },
  /** One node inside one provider: the way to tell apart equal names (core ≥ v1.16.0). Reference §6.1. */
  proxy: {
    kind: "query",
    method: "GET",
    path: "/providers/proxies/{provider}/{proxy}",
    danger: "none",
    summary: "Get a provider's proxy",
    response: Proxy,
    since: "v1.16.0",
  },
  /** Downloads the list again and builds its nodes anew: histories are lost. A failed download is `rejected` (503). Reference §6.1. */
  update: {
    kind: "command",
    method: "PUT",
    path: "/providers/proxies/{provider}",
    danger: "disruptive",
    summary: "Update a proxy provider",
    deadline: { ms: 60_000 },
  },
  /** Tests every node of the provider and answers when all are done: minutes. Done even when all failed. Reference §6.1. */
  check: {
    kind: "command",
    method: "GET",
    path: "/providers/proxies/{provider}/healthcheck",
    danger: "reversible",
    summary: "Check a proxy provider",
    deadline: { ms: 300_000 },
  },
  /** As `proxies.delay`, for a node inside one provider (core ≥ v1.16.0). Reference §6.1. */
  delay: {
    kind: "command",
    method: "GET",
    path: "/providers/proxies/{provider}/{proxy}/healthcheck",
    danger: "reversible",
    summary: "Test the delay of a provider's proxy",
    query: delayQuery,
    response: Delay,
    since: "v1.16.0",
    deadline: delayDeadline,
  },
} as const satisfies ResourceDef;
