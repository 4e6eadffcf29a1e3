import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningCli, startCli } from "./cli-process.ts";

const token = "correct-horse-battery";
let simulator: Simulator;
let folder: string;
let service: RunningCli;
let url: string;

beforeAll(async () => {
  simulator = await startSimulator({ scenario: "home", secret: "hunter2" });
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-http-"));
  const file = path.join(folder, "pointsman.yaml");
  writeFileSync(path.join(folder, "token"), `${token}\n`);
  writeFileSync(
    file,
    [
      "controllers:",
      `  home: { url: "${simulator.url}", secret: hunter2 }`,
      `  gone: { url: "http://127.0.0.1:1" }`,
      "state-dir: state",
      "http: { listen: 127.0.0.1:0, token-file: token }",
    ].join("\n"),
  );
  service = startCli(["run", "--config", file]);
  url = await addressOf(service);
});
afterAll(async () => {
  service.kill("SIGTERM");
  await service.ended;
  await simulator.stop();
  rmSync(folder, { recursive: true });
});

/** Reads the log until the app listens and knows which core is there. */
async function addressOf(running: RunningCli): Promise<string> {
  let address: string | undefined;
  const missing = new Set(["home: reachable", "gone: lost"]);
  while (address === undefined || missing.size > 0) {
    const line = await running.nextLine();
    address ??= /http: listening at (\S+)/.exec(line)?.[1];
    for (const text of missing) if (line.includes(text)) missing.delete(text);
  }
  return address;
}

const get = (where: string): Promise<Response> =>
  fetch(`${url}${where}`, { headers: { authorization: `Bearer ${token}` } });

describe("http of a running app", () => {
  test("/healthz names the core that is gone", async () => {
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(503);
    const { failing } = (await answer.json()) as { failing: { part: string; state: string }[] };
    expect(failing).toContainEqual({ part: "controller gone", state: "unreachable" });
  });

  test("/metrics says what the core's own record says", async () => {
    const text = await (await get("/metrics")).text();
    expect(text).toContain('pointsman_controller_up{controller="home"} 1\n');
    expect(text).toContain('pointsman_controller_up{controller="gone"} 0\n');
    const groups = [...text.matchAll(/^pointsman_group_selected\{controller="home",group="(.+)",node="(.+)"\} 1$/gm)];
    const listed = (await (
      await fetch(`${simulator.url}/group`, { headers: { authorization: "Bearer hunter2" } })
    ).json()) as { proxies: { name: string; now?: string; hidden?: boolean }[] };
    const expected = listed.proxies.filter(({ hidden, now }) => hidden !== true && now !== undefined);
    expect(Object.fromEntries(groups.map(([, group, node]) => [group, node]))).toEqual(
      Object.fromEntries(expected.map(({ name, now }) => [name, now])),
    );
    expect(expected.length).toBeGreaterThan(2);
    expect(text).toMatch(/^pointsman_part_up\{part="ledger"\} 1$/m);
    expect(text).toMatch(/^pointsman_provider_quota_bytes\{controller="home",provider=".+"\} \d+$/m);
  });

  test("/api/usage answers as the operation does, as JSON and as CSV", async () => {
    const answer = await get("/api/usage?controller=home&by=host&since=7d&top=3");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      rows: expect.any(Array) as unknown,
      coverage: expect.any(Number) as unknown,
    });
    const csv = await get("/api/usage?controller=home&by=outbound&format=csv");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await csv.text()).split("\r\n")[0]).toBe("outbound,group,node,upload,download,coverage");
  });

  test("/api/alerts tells of all controllers, or of the one that is named", async () => {
    const controllersOf = async (where: string): Promise<readonly unknown[]> => {
      const { rows } = (await (await get(where)).json()) as { rows: { controller?: string; kind: string }[] };
      return rows.map(({ controller }) => controller);
    };
    // The first moments of the app are quiet.
    await expect.poll(() => controllersOf("/api/alerts"), { timeout: 60_000, interval: 500 }).toContain("gone");
    expect(await controllersOf("/api/alerts?controller=home")).not.toContain("gone");
  });

  test("/api/history draws", async () => {
    expect(await (await get("/api/history?controller=home&what=traffic&points=10")).json()).toMatchObject({
      lines: expect.any(Array) as unknown,
    });
  });

  test.each([
    ["/api/usage", "invalid-input", "Several controllers are here: add controller=…, one of home, gone."],
    ["/api/usage?controller=hom", "not-found", "There is no controller of this name; there are home, gone."],
    ["/api/usage?controller=home&by=color", "invalid-input", expect.stringContaining("by")],
    ["/api/usage?controller=home&format=xml", "invalid-input", "format must be one of json, csv."],
    ["/api/history?controller=home&what=traffic&format=csv", "invalid-input", "format must be one of json."],
  ])("%s is refused as %s", async (where, code, message) => {
    expect(await (await get(where)).json()).toEqual({ code, message: message as unknown });
  });

  test("what the household did is for the token alone", async () => {
    const statuses = await Promise.all(
      ["/api/usage", "/api/alerts", "/api/history", "/metrics"].map(
        async (where) => (await fetch(`${url}${where}`)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 401, 401]);
  });
});
