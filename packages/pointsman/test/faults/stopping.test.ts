import { DatabaseSync } from "node:sqlite";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { startCli } from "../cli-process.ts";
import { openBlackHole, openFolder } from "./house.ts";

const token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1";

/** Sends SIGTERM and answers how long the process took to go, in ms, and how. */
async function terminated(
  service: ReturnType<typeof startCli>,
): Promise<{ ms: number; status: number | null; stdout: string }> {
  const startedAt = performance.now();
  service.kill("SIGTERM");
  const { status, stdout } = await service.ended;
  return { ms: performance.now() - startedAt, status, stdout };
}

async function untilLine(service: ReturnType<typeof startCli>, text: string): Promise<void> {
  while (!(await service.nextLine()).includes(text));
}

/** What every supervisor may rely on, in ms. */
const limitMs = 5000;

test("ends in time while the core hangs", async () => {
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  core.faults.set("/", { kind: "hang" });
  const service = startCli(["run", "--config", folder.config([`controllers: { home: { url: "${core.url}" } }`])]);
  await untilLine(service, "info ready");
  await core.record.expect({ path: "/proxies/DIRECT" });
  const { ms, status, stdout } = await terminated(service);
  expect({ status, inTime: ms < limitMs }, `${ms} ms`).toEqual({ status: 0, inTime: true });
  expect(stdout).toContain("info stopped");
});

test("ends in time while broker, Telegram and core are black holes", async () => {
  await using broker = await openBlackHole();
  await using telegram = await openBlackHole();
  await using core = await openBlackHole();
  using folder = openFolder();
  const file = folder.config([
    `controllers: { home: { url: "http://127.0.0.1:${core.port}" } }`,
    `mqtt: { url: "mqtt://127.0.0.1:${broker.port}" }`,
    `telegram: { token: "${token}", api-root: "http://127.0.0.1:${telegram.port}", users: { 1: admin } }`,
    "http: { listen: 127.0.0.1:0 }",
  ]);
  const service = startCli(["run", "--config", file]);
  await untilLine(service, "info ready");
  await Promise.all([broker.visited, telegram.visited, core.visited]);
  const { ms, status, stdout } = await terminated(service);
  expect({ status, inTime: ms < limitMs }, `${ms} ms`).toEqual({ status: 0, inTime: true });
  expect(stdout).toContain("info stopped");
});

test("ends in time while somebody else keeps the ledger's file busy", async () => {
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  const service = startCli(["run", "--config", folder.config([`controllers: { home: { url: "${core.url}" } }`])]);
  await untilLine(service, "info ready");
  await core.record.expect({ path: "/connections" });
  const other = new DatabaseSync(path.join(folder.path, "state", "ledger.db"));
  other.exec("BEGIN IMMEDIATE");
  const { ms, status } = await terminated(service);
  other.close();
  expect({ status, inTime: ms < limitMs }, `${ms} ms`).toEqual({ status: 0, inTime: true });
});
