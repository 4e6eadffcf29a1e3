import { expect, it } from "vitest";
import { yamlOf } from "./yaml.ts";

it("writes lists of maps in block style, with every text quoted", () => {
  const data = { views: [{ title: 'a: "b" # c', cards: [{ type: "x" }, { type: "y", no: "no" }] }, { title: "🇭🇰\n" }] };
  expect(yamlOf(data)).toBe(
    [
      "views:",
      '  - title: "a: \\"b\\" # c"',
      "    cards:",
      '      - type: "x"',
      '      - type: "y"',
      '        no: "no"',
      '  - title: "🇭🇰\\n"',
    ].join("\n"),
  );
});
