import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { expect, onTestFinished, test } from "vitest";
import { startCli } from "./cli-process.ts";

/** An address that takes webhooks. */
async function inbox() {
  const got: { type: string; alerts: { key: string; text: string }[] }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      got.push(JSON.parse(body) as (typeof got)[number]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/t0ken` };
}

test("a core that dies reaches a webhook, is remembered, and its end is told", { timeout: 150_000 }, async () => {
  const core = await startSimulator({ scenario: "home", life: false });
  const { got, url } = await inbox();
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-alerts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, "pointsman.yaml");
  const alerts = `alerts: { webhook: [{ url: "${url}", min-severity: critical }] }`;
  writeFileSync(config, `controllers: { home: { url: "${core.url}" } }\nledger: off\n${alerts}\n`);
  const start = async () => {
    const service = startCli(["run", "--config", config]);
    while (!(await service.nextLine()).endsWith("info ready"));
    return service;
  };
  const keys = (): string[] => got.flatMap((one) => one.alerts.map(({ key }) => `${one.type} ${key}`));

  const first = await start();
  await core.record.expect({ path: "/traffic" });
  await core.stop();
  await expect.poll(keys, { timeout: 60_000 }).toEqual(["raised home/core-lost"]);
  expect(got[0]?.alerts[0]?.text).toBe("The core is gone. The core cannot be reached.");
  first.kill("SIGTERM");
  expect(await first.ended).toMatchObject({ status: 0, stderr: expect.not.stringContaining("t0ken") as string });
  const state = JSON.parse(readFileSync(path.join(folder, "data", "alerts.json"), "utf8")) as { version: number };
  expect(state.version).toBe(1);

  const again = await startSimulator({ scenario: "home", life: false, port: core.port });
  onTestFinished(() => again.stop());
  const second = await start();
  await expect.poll(keys, { timeout: 60_000 }).toEqual(["raised home/core-lost", "recovered home/core-lost"]);
  second.kill("SIGTERM");
  expect(await second.ended).toMatchObject({ status: 0 });
});
