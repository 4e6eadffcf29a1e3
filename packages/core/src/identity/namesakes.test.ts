import { expect, test } from "vitest";
import { presentName } from "./namesakes.ts";

test.each([
  [["HK 01 | x1.0", "HK 01 | x1.2"], "HK 01 | x1.0", "HK 01 | x1.0"],
  [["JP 01", "HK 01 | x1.2"], "HK 01 | x1.0", "HK 01 | x1.2"],
  [["HK 01 | x1.2", "HK 01 | x1.4"], "HK 01 | x1.0", undefined],
  [["剩余流量：98 GB"], "剩余流量：99 GB", undefined],
  [[], "HK 01", undefined],
])("among %j %j is called %j now", (names, wanted, now) => {
  expect(presentName(new Set(names), wanted)).toBe(now);
});
