import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { expect, onTestFinished, test } from "vitest";
import { startCli } from "./cli-process.ts";

const group = "🎬 Streaming";
const was = "🇭🇰 HK 01 | x1.0";
const now = "🇭🇰 HK 01 | x1.2";

test("a household's choice is followed while the app runs and while it does not, each told in one line", async () => {
  const core = await startSimulator({ scenario: "home", life: false });
  onTestFinished(() => core.stop());
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-following-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, "pointsman.yaml");
  writeFileSync(config, `controllers: { home: { url: "${core.url}" } }\nledger: off\n`);
  const state = path.join(folder, "data", "following.json");
  const inUse = (): string => core.world.group(group)!.current().name;
  const update = async (): Promise<void> => {
    await fetch(`${core.url}/providers/proxies/nimbus`, { method: "PUT" });
  };
  const start = async () => {
    const service = startCli(["run", "--config", config]);
    let line = "";
    const next = async (part: string): Promise<string> => {
      while (!line.includes(part)) line = await service.nextLine();
      return line;
    };
    await next("info ready");
    return { service, next };
  };

  core.world.select(core.world.group(group)!, was);
  const first = await start();
  await expect.poll(() => existsSync(state) && readFileSync(state, "utf8").includes(was)).toBe(true);
  await update();
  expect(await first.next("following")).toMatch(
    /info following: home: nimbus: 0 same, 21 renamed, 0 gone; 🎬 Streaming followed 🇭🇰 HK 01 \| x1\.2$/,
  );
  expect(inUse()).toBe(now);
  first.service.kill("SIGTERM");
  expect(await first.service.ended).toMatchObject({ status: 0 });

  await update();
  expect(inUse()).not.toContain("HK 01");
  const second = await start();
  expect(await second.next("following")).toContain(`${group} followed 🇭🇰 HK 01 | x1.5`);
  second.service.kill("SIGTERM");
  expect(await second.service.ended).toMatchObject({ status: 0 });
});
