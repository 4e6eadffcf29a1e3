import { rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { ledgerAt, ledgerFile } from "../../../test/support/ledger.ts";
import { openDatabase } from "../ledger/store/database.ts";
import { fileIdentity, migrateHistory, openHistoryDatabase, openHistoryDatabaseToRead } from "./database.ts";

function open(file: string): DatabaseSync {
  const database = openHistoryDatabase({ file, nowMs: 1234, onTrouble: () => {} });
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

test("the curves lie beside the ledger in one file, whoever opens it first", () => {
  const file = ledgerFile();
  open(file).close();
  const { troubles } = ledgerAt(file, 0);
  const tables = open(file).prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = tables.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["hours", "history_lines", "history_slots"]));
  expect(troubles).toEqual([]);
});

test("only the steps that are missing are run, each with its number", () => {
  const file = ledgerFile();
  const database = openDatabase({ file, nowMs: 0, onTrouble: () => {} });
  onTestFinished(() => database.close());
  migrateHistory(database, file, ["CREATE TABLE a (x)"]);
  database.exec("INSERT INTO a VALUES (1)");
  migrateHistory(database, file, ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y DEFAULT 2"]);
  expect(database.prepare("SELECT * FROM a").all()).toEqual([{ x: 1, y: 2 }]);
  expect(() => migrateHistory(database, file, [])).toThrow(expect.objectContaining({ reason: "history-version" }));
});

test("a later version is refused with what to do, for writers and readers", () => {
  const file = ledgerFile();
  const database = open(file);
  database.exec("UPDATE engine_versions SET version = 99");
  const refused = expect.objectContaining({
    code: "unsupported",
    message: `The curves in ${file} were written by a later version: update pointsman.`,
  });
  expect(() => open(file)).toThrow(refused);
  expect(() => openHistoryDatabaseToRead(file)).toThrow(refused);
});

test("a reader of a ledger without curves is told what draws them", () => {
  const file = ledgerFile();
  openDatabase({ file, nowMs: 0, onTrouble: () => {} }).close();
  const missing = expect.objectContaining({ code: "not-found", message: expect.stringContaining("pointsman run") });
  expect(() => openHistoryDatabaseToRead(file)).toThrow(missing);
});

test("another file of the same name is another one", () => {
  const file = ledgerFile();
  open(file);
  const first = fileIdentity(file);
  expect(fileIdentity(file)).toBe(first);
  rmSync(file);
  expect(fileIdentity(file)).toBeUndefined();
});
