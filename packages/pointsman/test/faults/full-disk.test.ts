import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { describe, expect, test } from "vitest";
import { startCli } from "../cli-process.ts";
import { openFolder } from "./house.ts";
import { type SmallDisk, smallDisks } from "./small-disk.ts";

const token = "correct-horse-battery";
/** What every supervisor may rely on, in ms. */
const limitMs = 5000;

/** The app on a disk that can be full, once it counts. */
async function countingApp(coreUrl: string, disk: SmallDisk) {
  const folder = openFolder();
  const file = path.join(folder.path, "pointsman.yaml");
  writeFileSync(path.join(folder.path, "token"), token);
  writeFileSync(
    file,
    [
      `controllers: { home: { url: "${coreUrl}" } }`,
      "http: { listen: 127.0.0.1:0, token-file: token }",
      `state-dir: ${disk.path}`,
    ].join("\n"),
  );
  const app = startCli(["run", "--config", file]);
  const url = (await app.lineWith("http: listening at ")).split(" ").at(-1) ?? "";
  const get = async (place: string): Promise<Response> =>
    await fetch(`${url}${place}`, { headers: { authorization: `Bearer ${token}` } });
  const counted = async (): Promise<number> => {
    // Whoever asks has everything saved first, as far as that goes.
    const { rows } = (await (await get("/api/usage?by=device")).json()) as {
      rows: { upload: number; download: number }[];
    };
    return rows.reduce((sum, { upload, download }) => sum + upload + download, 0);
  };
  const draw = async (): Promise<void> => void (await (await get("/api/history?what=traffic")).arrayBuffer());
  const failing = async (): Promise<readonly string[]> =>
    ((await (await get("/healthz")).json()) as { failing: { part: string }[] }).failing.map(({ part }) => part);
  await expect.poll(counted, { timeout: 30_000 }).toBeGreaterThan(0);
  return {
    app,
    counted,
    draw,
    failing,
    async [Symbol.asyncDispose]() {
      app.kill("SIGKILL");
      await app.ended;
      folder[Symbol.dispose]();
    },
  };
}

/** Everything in a state can be read: databases are sound, texts whole. */
function expectSound(state: string): void {
  const database = new DatabaseSync(path.join(state, "ledger.db"));
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  database.close();
  const texts = readdirSync(state).filter((name) => name.endsWith(".json"));
  expect(texts).toContain("instance.json");
  for (const name of texts) expect(() => JSON.parse(readFileSync(path.join(state, name), "utf8")), name).not.toThrow();
}

describe.skipIf(process.platform !== "linux")("a disk that is full", () => {
  test("can be had here", () => {
    expect(smallDisks.length).toBeGreaterThan(0);
  });

  test.each(smallDisks)(
    "is told once per part and in /healthz, damages nothing, is made up for when there is room again, and keeps nobody from ending in time (%s)",
    async (_, openDisk) => {
      await using core = await startSimulator({ scenario: "home" });
      using disk = openDisk();
      await using house = await countingApp(core.url, disk);
      const { app, counted, draw, failing } = house;
      const before = await counted();
      disk.fill(app.pid);
      await expect.poll(async () => [await counted(), await failing()][1], { timeout: 30_000 }).toContain("ledger");
      await expect.poll(async () => [await draw(), await failing()][1], { timeout: 30_000 }).toContain("history");
      for (let again = 0; again < 3; again++) {
        await counted();
        await draw();
      }
      disk.makeRoom(app.pid);
      await expect.poll(async () => [await counted(), await draw(), await failing()][2]).toEqual([]);
      await expect.poll(counted).toBeGreaterThan(before);
      disk.fill(app.pid);
      const startedAt = performance.now();
      app.kill("SIGTERM");
      const { status, stdout } = await app.ended;
      expect({ status, inTime: performance.now() - startedAt < limitMs }).toEqual({ status: 0, inTime: true });
      disk.makeRoom(process.pid);
      // What is said of the second time is said in the last moments, or not at all.
      const first = stdout.slice(0, stdout.lastIndexOf("saves again"));
      const told = first.match(/(?<=(warn|error) )(?!home)\w+(?=: .*(saved|written))/g) ?? [];
      expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
      expect(told).toEqual(expect.arrayContaining(["ledger", "history"]));
      for (const part of ["ledger", "history"]) expect(stdout).toContain(`${part}: saves again`);
      expectSound(disk.path);
    },
  );
});
