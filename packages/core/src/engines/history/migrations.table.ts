/**
 * The schema of the curves, step by step. They lie in the ledger's file but have a number of their own, so that either
 * side can change without the other. Steps that were released never change.
 */
export const historyMigrations: readonly string[] = [
  `
  CREATE TABLE history_lines (
    id INTEGER PRIMARY KEY,
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    "group" TEXT NOT NULL,
    UNIQUE (controller, kind, "group")
  );
  CREATE TABLE history_slots (
    line INTEGER NOT NULL REFERENCES history_lines (id),
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    min REAL,
    max REAL,
    sum REAL NOT NULL,
    count INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (line, step, at)
  ) WITHOUT ROWID;
  `,
];
