import { expect, test } from "vitest";
import { quietenSqlite } from "./quieten-sqlite.ts";

test("only the warning about SQLite is dropped", () => {
  const said: unknown[] = [];
  const target = { emitWarning: (...words: unknown[]) => void said.push(words) };
  quietenSqlite(target);
  target.emitWarning("SQLite is an experimental feature and might change at any time", "ExperimentalWarning");
  target.emitWarning("something else", "DeprecationWarning");
  target.emitWarning(new Error("and this"));
  expect(said).toEqual([["something else", "DeprecationWarning"], [new Error("and this")]]);
});
