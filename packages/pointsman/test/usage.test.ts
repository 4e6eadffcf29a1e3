import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openController } from "@pointsman/core";
import { openLedger, type Usage } from "@pointsman/core/ledger";
import { startSimulator } from "@pointsman/simulator";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { runCli } from "./cli-process.ts";

let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-usage-"));
  config = path.join(folder, "pointsman.yaml");
  // A secret that is not set: who only reads the ledger needs none.
  writeFileSync(
    config,
    'controllers: { home: { url: "http://127.0.0.1:1", secret: "${NOT_SET}" } }\nstate-dir: state\ntime-zone: Asia/Shanghai\n',
  );
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

/** A ledger that is being written, with what a family used in a few frames. */
async function writtenLedger() {
  const simulator = await startSimulator({ scenario: "home" });
  onTestFinished(() => simulator.stop());
  const controller = openController({ url: simulator.url, id: "home" });
  onTestFinished(() => controller.close());
  const ledger = openLedger({
    file: path.join(folder, "state", "ledger.db"),
    timeZone: "Asia/Shanghai",
    frameMs: 1000,
  });
  onTestFinished(() => ledger.close());
  ledger.follow(controller);
  const counted = new EventTarget();
  const stop = controller.streams.connections(1000).onEvent((event) => {
    if (event.kind === "frame" && ledger.usage({ by: "device" }).rows.length > 1)
      counted.dispatchEvent(new Event("rows"));
  });
  await once(counted, "rows");
  stop();
  return ledger;
}

describe("usage", () => {
  test("answers beside the writer in JSON with the coverage, by what is asked and no more than the top", async () => {
    const ledger = await writtenLedger();
    const { status, stdout, stderr } = await runCli(["usage", "--by", "outbound", "--top", "2", "--config", config]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const told = JSON.parse(stdout) as Usage;
    expect(told.rows).toHaveLength(2);
    expect(told.coverage).toBeGreaterThan(0);
    // The writer counts on meanwhile, so what was told is a part of what it has now.
    const now = new Map(ledger.usage({ by: "outbound" }).rows.map((row) => [row.key, row]));
    for (const { key, download, group, node } of told.rows) {
      expect(now.get(key)).toMatchObject({ group, node });
      expect(now.get(key)?.download).toBeGreaterThanOrEqual(download);
    }
    const before = await runCli(["usage", "--since", "2020-01-01", "--until", "2020-01-03", "--config", config]);
    expect(JSON.parse(before.stdout)).toMatchObject({
      rows: [],
      since: Date.parse("2020-01-01T00:00:00+08:00"),
      until: Date.parse("2020-01-03T00:00:00+08:00"),
    });
  });

  test("writes CSV for spreadsheets", async () => {
    await writtenLedger();
    const { stdout } = await runCli(["usage", "--csv", "--config", config]);
    const [head, ...rows] = stdout.trimEnd().split("\r\n");
    expect(head).toBe("device,upload,download,coverage");
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatch(/^[\d.]+,\d+,\d+,(0\.\d+|1)$/);
  });

  test("says how a ledger comes to be where there is none", async () => {
    const { status, stderr } = await runCli(["usage", "--config", config]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `not-found: There is no ledger ${path.join(folder, "state", "ledger.db")} yet: it is made by \`pointsman run\`.\n`,
    );
  });

  test.each([
    [["--by", "devcie"], '--by must be one of device, host, outbound, rule, provider: did you mean "device"?'],
    [["--top", "0"], "--top must be a whole number above 0"],
    [["--csv", "--json"], "give --csv or --json, not both"],
    [["host"], "usage takes options only, such as --by host"],
  ])("%j is wrong usage: %s", async (args, sentence) => {
    const { status, stderr } = await runCli(["usage", ...args, "--config", config]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `invalid-input: ${sentence}\n` });
  });

  test("a moment that is none is told with what to write", async () => {
    await writtenLedger();
    const { status, stderr } = await runCli(["usage", "--since", "soon", "--config", config]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^invalid-input: "soon" is no moment: give 12h, 7d/);
  });
});
