import { expect, test } from "vitest";
import { groupView, nodeView } from "../../test/support/views.ts";
import { DEFAULT_TEST_URL } from "../engines/delay/delay-engine.ts";
import { delayFor } from "./delays.ts";

const node = nodeView("a", {
  delay: 7,
  delays: new Map([
    ["http://own", null],
    [DEFAULT_TEST_URL, 40],
  ]),
});

test.each([
  ["the group's own URL counts", "http://own", null],
  ["a group without one uses the core's default", "", 40],
  ["another URL's delay does not stand in", "http://never", undefined],
])("%s", (_, testUrl, delay) => {
  expect(delayFor(node, groupView({ testUrl }))).toBe(delay);
});
