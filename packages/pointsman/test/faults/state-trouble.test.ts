import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { openFolder, openHouse } from "./house.ts";

const cli = path.join(import.meta.dirname, "..", "..", "src", "cli.ts");

test("an engine whose file cannot be opened is left out in one line, and the app serves its cores", async () => {
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  mkdirSync(path.join(folder.path, "state", "ledger.db"), { recursive: true });
  await using house = await openHouse(folder.config([`controllers: { home: { url: "${core.url}" } }`]));
  await house.hears("home: reachable");
  expect(house.lines.filter((line) => line.startsWith("error ledger: left out: "))).toHaveLength(1);
});

test.skipIf(process.platform === "win32")(
  "a full disk is told once per part, stops nobody, and the app ends in time",
  async () => {
    await using core = await startSimulator({ scenario: "home" });
    using folder = openFolder();
    const file = folder.config([`controllers: { home: { url: "${core.url}" } }`]);
    // No file of this process may grow beyond 40 kB: to it the disk is full, whoever runs the test.
    const child = spawn(
      "bash",
      [
        "-c",
        'ulimit -f 40 && exec "$@"',
        "bash",
        process.execPath,
        "--conditions=@pointsman/source",
        cli,
        "run",
        "--config",
        file,
      ],
      { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" } },
    );
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line.slice(25));
      if (line.includes("home: reachable")) break;
    }
    const exit = once(child, "exit");
    const startedAt = performance.now();
    child.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(lines.filter((line) => /ledger|history/.test(line)).length).toBeGreaterThan(0);
  },
);
