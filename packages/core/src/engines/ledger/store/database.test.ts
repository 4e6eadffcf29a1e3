import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { ledgerFile } from "../../../../test/support/ledger.ts";
import { inTransaction, migrate, openDatabase, openDatabaseToRead } from "./database.ts";
import { lockLedger } from "./lock.ts";

function open(file: string): { readonly database: DatabaseSync; readonly troubles: string[] } {
  const troubles: string[] = [];
  const database = openDatabase({ file, nowMs: 1234, onTrouble: (message) => troubles.push(message) });
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return { database, troubles };
}

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe("the file", () => {
  test("and all that lies beside it can be read by its owner only", () => {
    const file = ledgerFile();
    const lock = lockLedger(file);
    onTestFinished(() => lock.release());
    open(file).database.exec("CREATE TABLE t (a)");
    const names = readdirSync(path.dirname(file));
    expect(names.sort()).toEqual(["ledger.db", "ledger.db-shm", "ledger.db-wal", "ledger.db.lock"]);
    expect(names.map((name) => mode(path.join(path.dirname(file), name)))).toEqual(["600", "600", "600", "600"]);
    expect(mode(path.dirname(file))).toBe("700");
  });

  test("that others could read is closed to them", () => {
    const file = ledgerFile();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "", { mode: 0o644 });
    open(file);
    expect(mode(file)).toBe("600");
  });

  test.each([
    ["is no database", Buffer.from("not a database at all, but long enough to be taken for one".repeat(40))],
    ["has a broken schema", undefined],
  ])("that %s is set aside as it is, and told", (_, content) => {
    const file = ledgerFile();
    if (content === undefined) {
      open(file).database.close();
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 100, 4096);
      writeFileSync(file, bytes);
    } else {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const before = readFileSync(file);
    const { database, troubles } = open(file);
    expect(troubles).toEqual([`The ledger ${file} was damaged and is now ${file}.broken-1234; counting begins anew.`]);
    expect(readFileSync(`${file}.broken-1234`)).toEqual(before);
    expect(database.prepare("SELECT count(*) AS n FROM hours").get()).toEqual({ n: 0 });
  });
});

describe("versions", () => {
  test("run only the steps that are missing, each with its number", () => {
    const database = new DatabaseSync(":memory:");
    onTestFinished(() => database.close());
    migrate(database, "x", ["CREATE TABLE a (x)"]);
    database.exec("INSERT INTO a VALUES (1)");
    migrate(database, "x", ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y DEFAULT 2"]);
    expect(database.prepare("SELECT * FROM a").all()).toEqual([{ x: 1, y: 2 }]);
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 2 });
  });

  test("a step that fails leaves the file as it was", () => {
    const database = new DatabaseSync(":memory:");
    onTestFinished(() => database.close());
    expect(() => migrate(database, "x", ["CREATE TABLE a (x); CREATE TABLE a (x)"])).toThrow("already exists");
    expect(database.prepare("SELECT name FROM sqlite_master").all()).toEqual([]);
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 0 });
  });

  test("a later one is refused with what to do, for writers and readers, and not touched", () => {
    const file = ledgerFile();
    const { database } = open(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const refused = expect.objectContaining({
      code: "unsupported",
      message: `The ledger ${file} was written by a later version: update pointsman.`,
    });
    expect(() => open(file)).toThrow(refused);
    expect(() => openDatabaseToRead(file)).toThrow(refused);
  });

  test("an earlier one is not migrated by a reader", () => {
    const file = ledgerFile();
    const { database } = open(file);
    database.exec("PRAGMA user_version = 0");
    database.close();
    expect(() => openDatabaseToRead(file)).toThrow("an earlier version");
  });
});

test("a transaction that fails changes nothing", () => {
  const { database } = open(ledgerFile());
  expect(() =>
    inTransaction(database, () => {
      database.exec("INSERT INTO names (text) VALUES ('a')");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(database.prepare("SELECT count(*) AS n FROM names").get()).toEqual({ n: 0 });
});

test("the lock is for one at a time, and is free after its release", () => {
  const file = ledgerFile();
  const lock = lockLedger(file);
  expect(() => lockLedger(file)).toThrow(expect.objectContaining({ code: "busy", reason: "ledger-locked" }));
  lock.release();
  lockLedger(file).release();
});
