import { expect, it } from "vitest";
import { redirect, type Surroundings } from "./redirect.ts";

const stop = (): Promise<void> => Promise.resolve();
const to: Surroundings = {
  origin: { port: 1, url: "http://127.0.0.1:1", stop, traffic: () => ({ received: 0, sent: 0 }) },
  nodes: {
    port: 2,
    stop,
    requests: () => 0,
    release: () => undefined,
    outbound: (node) => ({ server: "127.0.0.1", port: 2, username: `u-${node}`, password: "p" }),
  },
  dns: { port: 3, stop, asked: () => 0 },
  subscriptions: {
    port: 4,
    stop,
    fetches: () => 0,
    fail: () => undefined,
    url: (name) => `http://127.0.0.1:4/${name}`,
  },
};

it("turns nodes of type http to the local proxy, and refuses all others", () => {
  const { proxies } = redirect(
    {
      proxies: [
        { name: "a", type: "http", server: "far.test", port: 80 },
        { name: "b", type: "ss", server: "far.test", port: 8388, cipher: "none" },
        { name: "c", type: "direct" },
      ],
    },
    to,
  );
  expect(proxies).toEqual([
    { name: "a", type: "http", server: "127.0.0.1", port: 2, username: "u-a", password: "p" },
    { name: "b", type: "ss", server: "127.0.0.1", port: 9, cipher: "none" },
    { name: "c", type: "direct" },
  ]);
});

it("keeps path and query of test URLs and leaves a group without one alone", () => {
  const groups = [{ name: "g", url: "https://far.test/generate_204?g" }, { name: "h" }];
  expect(redirect({ "proxy-groups": groups }, to)["proxy-groups"]).toEqual([
    { name: "g", url: "http://127.0.0.1:1/generate_204?g" },
    { name: "h" },
  ]);
});

it("turns subscriptions, their health checks and inline nodes to local ones", () => {
  const providers = {
    sub: { type: "http", url: "https://far.test/x", "health-check": { url: "http://far.test/204" } },
    here: { type: "inline", payload: [{ name: "n", type: "http", server: "far.test", port: 1 }] },
  };
  const rules = { far: { type: "http", url: "https://far.test/r" }, near: { type: "inline", payload: ["a"] } };
  const config = redirect({ "proxy-providers": providers, "rule-providers": rules }, to);
  expect(config["proxy-providers"]).toMatchObject({
    sub: { url: "http://127.0.0.1:4/sub", "health-check": { url: "http://127.0.0.1:1/204" } },
    here: { payload: [{ name: "n", server: "127.0.0.1", port: 2 }] },
  });
  expect(config["rule-providers"]).toEqual({
    far: { type: "http", url: "http://127.0.0.1:4/far" },
    near: { type: "inline", payload: ["a"] },
  });
});

it("asks the local name server alone", () => {
  const dns = { enable: true, listen: ":53", nameserver: ["8.8.8.8"], fallback: ["tls://1.1.1.1"], ipv6: false };
  expect(redirect({ dns }, to)["dns"]).toEqual({ enable: true, ipv6: false, nameserver: ["udp://127.0.0.1:3"] });
});
