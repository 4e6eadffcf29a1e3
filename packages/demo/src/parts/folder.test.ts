import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, watch, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { openFolder } from "./folder.ts";

it("the folder is gone once it is stopped, with all that is in it", async () => {
  const folder = await openFolder();
  mkdirSync(path.join(folder.path, "state"));
  writeFileSync(path.join(folder.path, "state", "ledger.db"), "x");
  await folder.stop();
  expect(existsSync(folder.path)).toBe(false);
});

it("the folder of a process that was killed is gone soon after", async () => {
  const script = `
    const { openFolder } = await import(${JSON.stringify(path.join(import.meta.dirname, "folder.ts"))});
    console.log((await openFolder()).path);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--conditions=@pointsman/source", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [folder] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  writeFileSync(path.join(folder, "file"), "x");
  const gone = new Promise<void>((resolve) => {
    const look = (): void => {
      if (existsSync(folder)) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(path.dirname(folder), look);
    look();
  });
  child.kill("SIGKILL");
  await gone;
  expect(existsSync(folder)).toBe(false);
});
