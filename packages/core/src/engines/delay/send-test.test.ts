import { expect, test } from "vitest";
import { scriptedCore } from "../../../test/scripted-core.ts";

const options = { signal: new AbortController().signal, timeoutMs: 700 };
const url = "http://test.example/204";

test("a node is asked by its name, one of a provider inside it, with address and deadline", async () => {
  const { controller, sent } = scriptedCore({
    "proxies.delay": () => ({ delay: 20 }),
    "proxyProviders.delay": () => ({ delay: 30 }),
  });
  const targets = [
    { node: "HK 01", url },
    { node: "HK 01", provider: "sub", url },
  ];
  expect(await controller.delays.test(targets, options)).toEqual([
    { node: "HK 01", delay: 20 },
    { node: "HK 01", delay: 30 },
  ]);
  const query = `url=${encodeURIComponent(url)}&timeout=700`;
  expect(sent).toEqual([
    `proxies.delay /proxies/HK%2001/delay?${query}`,
    `proxyProviders.delay /providers/proxies/sub/HK%2001/healthcheck?${query}`,
  ]);
});
