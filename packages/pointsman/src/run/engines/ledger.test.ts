import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Controller } from "@pointsman/core";
import { expect, onTestFinished, test } from "vitest";
import type { AppConfig } from "../../config/app.ts";
import { healthOf } from "../health/health.ts";
import { createLogger } from "../logger.ts";
import { EngineRoom } from "./engine-room.ts";
import { ledgerEngine } from "./ledger.ts";

const settings = { hosts: "full", "hours-days": 8, days: 400, "max-mb": 500 };

/** A core without connections, whose frames a test sends. */
function handHeld(): { readonly controller: Controller; readonly send: () => void } {
  let send = (): void => {};
  const frame = { uploadTotal: 0, downloadTotal: 0, connections: null };
  const bytes = Buffer.from(JSON.stringify(frame));
  const onRaw = (listener: (event: unknown) => void): (() => void) => {
    send = () => listener({ kind: "frame", frame: { bytes, parse: () => frame } });
    return () => {};
  };
  const streams = { connections: () => ({ onRaw }) };
  return { controller: { id: "home", streams } as unknown as Controller, send: () => send() };
}

test("a ledger that cannot be saved fails the health of the service until it can", async () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), "pointsman-ledger-"));
  onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
  const lines: string[] = [];
  const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line) });
  const config = { ledger: settings, quotas: {} } as unknown as AppConfig;
  const room = await EngineRoom.open([ledgerEngine], { config, stateDir, log });
  const home = handHeld();
  room.follow(home.controller);
  const ask = (): unknown => room.offers.usage?.usage({ by: "device" });
  home.send();
  ask();
  expect(healthOf(room.probes)).toEqual({ status: "ok", failing: [] });

  const other = new DatabaseSync(path.join(stateDir, "ledger.db"));
  other.exec("BEGIN IMMEDIATE");
  home.send();
  ask();
  expect(healthOf(room.probes)).toEqual({ status: "failing", failing: [{ part: "ledger", state: "cannot save" }] });
  expect(lines).toEqual([expect.stringContaining("cannot be saved")]);

  other.exec("ROLLBACK");
  other.close();
  ask();
  expect(healthOf(room.probes)).toEqual({ status: "ok", failing: [] });
  room.leave();
  await room.parts[0]?.stop();
});
