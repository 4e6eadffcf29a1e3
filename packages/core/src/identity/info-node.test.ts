import { expect, test } from "vitest";
import { isInfoNode } from "./info-node.ts";

test.each([
  "剩余流量：99.5 GB",
  "套餐到期：2026-12-31",
  "Expires 2026-12-31",
  "官网 example.com",
  "https://example.com",
  "Traffic: 12.3GB / 100GB",
  "距离下次重置剩余：12 天",
])("%j is news, not a node", (name) => {
  expect(isInfoNode(name)).toBe(true);
});

test.each(["HK 01 | x1.0", "🇯🇵 Tokyo 2", "US-3 1Gbps", "节点 10", "Netflix SG", "IEPL 广港 02"])(
  "%j is a node",
  (name) => {
    expect(isInfoNode(name)).toBe(false);
  },
);
