import { expect, test } from "vitest";
import { quieten } from "./quieten.ts";

test("only the warnings about SQLite and about an address's reader are dropped", () => {
  const said: unknown[] = [];
  const target = { emitWarning: (...words: unknown[]) => void said.push(words) };
  quieten(target);
  target.emitWarning("SQLite is an experimental feature and might change at any time", "ExperimentalWarning");
  target.emitWarning("`url.parse()` behavior is not standardized and prone to errors", "DeprecationWarning", "DEP0169");
  target.emitWarning("something else", "DeprecationWarning");
  target.emitWarning(new Error("and this"));
  expect(said).toEqual([["something else", "DeprecationWarning"], [new Error("and this")]]);
});
