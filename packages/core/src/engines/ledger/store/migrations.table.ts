/** The ledger's schema, step by step; the file's `user_version` tells how many were run. Steps that were released never change. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE controllers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    upload_total INTEGER,
    download_total INTEGER,
    latest_start_ms REAL
  );
  CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
  );
  CREATE TABLE flows (
    id INTEGER PRIMARY KEY,
    controller INTEGER NOT NULL REFERENCES controllers (id),
    device INTEGER NOT NULL REFERENCES names (id),
    host INTEGER NOT NULL REFERENCES names (id),
    "group" INTEGER NOT NULL REFERENCES names (id),
    node INTEGER NOT NULL REFERENCES names (id),
    rule INTEGER NOT NULL REFERENCES names (id),
    UNIQUE (controller, device, host, "group", node, rule)
  );
  CREATE TABLE hours (
    hour INTEGER NOT NULL,
    flow INTEGER NOT NULL REFERENCES flows (id),
    upload INTEGER NOT NULL,
    download INTEGER NOT NULL,
    PRIMARY KEY (hour, flow)
  ) WITHOUT ROWID;
  CREATE TABLE days (
    day INTEGER NOT NULL,
    flow INTEGER NOT NULL REFERENCES flows (id),
    upload INTEGER NOT NULL,
    download INTEGER NOT NULL,
    PRIMARY KEY (day, flow)
  ) WITHOUT ROWID;
  CREATE TABLE coverage (
    hour INTEGER NOT NULL,
    controller INTEGER NOT NULL REFERENCES controllers (id),
    observed_seconds REAL NOT NULL,
    unattributed_upload INTEGER NOT NULL,
    unattributed_download INTEGER NOT NULL,
    PRIMARY KEY (hour, controller)
  ) WITHOUT ROWID;
  CREATE TABLE connections (
    controller INTEGER NOT NULL REFERENCES controllers (id),
    id TEXT NOT NULL,
    upload INTEGER NOT NULL,
    download INTEGER NOT NULL,
    PRIMARY KEY (controller, id)
  ) WITHOUT ROWID;
  `,
  // Months are kept when their days are dropped; the calendar tells of which one a day is. Flows know the provider of
  // their node from now on.
  `
  CREATE TABLE months (
    month INTEGER NOT NULL,
    flow INTEGER NOT NULL REFERENCES flows (id),
    upload INTEGER NOT NULL,
    download INTEGER NOT NULL,
    PRIMARY KEY (month, flow)
  ) WITHOUT ROWID;
  INSERT INTO months (month, flow, upload, download)
    WITH dates AS MATERIALIZED (SELECT day, month_of(day) AS month FROM (SELECT DISTINCT day FROM days))
    SELECT month, flow, sum(upload), sum(download) FROM dates JOIN days USING (day) GROUP BY month, flow;
  CREATE TABLE kept (
    days_from INTEGER NOT NULL
  );
  INSERT INTO kept (days_from) VALUES (0);
  INSERT INTO names (text) SELECT '' WHERE EXISTS (SELECT 1 FROM flows) ON CONFLICT DO NOTHING;
  CREATE TABLE flows_with_provider (
    id INTEGER PRIMARY KEY,
    controller INTEGER NOT NULL REFERENCES controllers (id),
    device INTEGER NOT NULL REFERENCES names (id),
    host INTEGER NOT NULL REFERENCES names (id),
    "group" INTEGER NOT NULL REFERENCES names (id),
    node INTEGER NOT NULL REFERENCES names (id),
    rule INTEGER NOT NULL REFERENCES names (id),
    provider INTEGER NOT NULL REFERENCES names (id),
    UNIQUE (controller, device, host, "group", node, rule, provider)
  );
  INSERT INTO flows_with_provider
    SELECT id, controller, device, host, "group", node, rule, (SELECT id FROM names WHERE text = '') FROM flows;
  DROP TABLE flows;
  ALTER TABLE flows_with_provider RENAME TO flows;
  `,
  // The rows of a day that is over once more, as one value (see day-packs.ts).
  `
  CREATE TABLE packed_days (
    day INTEGER PRIMARY KEY,
    flows BLOB NOT NULL
  );
  `,
];
