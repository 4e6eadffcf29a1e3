import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { connection, frameOf } from "./support/connections.ts";
import { handHeld } from "./support/hand-held.ts";
import { ledgerAt, ledgerFile } from "./support/ledger.ts";

test.each([1, 17, 60])("killed after %d saves it loses nothing and counts nothing twice", async (saves) => {
  const file = ledgerFile();
  const child = spawn(
    process.execPath,
    [
      "--conditions=@pointsman/source",
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(new URL("./support/ledger-child.ts", import.meta.url)),
      file,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exit = once(child, "exit");
  let round = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    round = Number(line);
    if (round >= saves) child.kill("SIGKILL");
  }
  expect((await exit)[1]).toBe("SIGKILL");

  const database = new DatabaseSync(file);
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  const booked = database.prepare("SELECT sum(download) AS bytes FROM days").get()?.["bytes"];
  // Bytes and the counters that they were read from were saved together, whenever the process died.
  expect(booked).toBe(database.prepare("SELECT sum(download) AS bytes FROM connections").get()?.["bytes"]);
  expect(Number(booked)).toBeGreaterThanOrEqual(round * 100 * 40);
  database.close();

  const { ledger } = ledgerAt(file, Date.now());
  const controller = handHeld();
  ledger.follow(controller);
  controller.send(frameOf(Array.from({ length: 40 }, (_, index) => connection(`c${index}`, { download: 9_000_000 }))));
  const usage = ledger.usage({ by: "device" });
  expect(usage.rows).toEqual([{ key: "192.168.1.20", upload: 0, download: 40 * 9_000_000 }]);
  expect(usage.unattributed).toEqual({ upload: 0, download: 0 });
});
