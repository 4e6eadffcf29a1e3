import { writeFileSync } from "node:fs";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { afterEach, expect, test, vi } from "vitest";
import { openFolder, openHouse } from "./house.ts";

const token = "correct-horse-battery";
const dayMs = 86_400_000;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Bytes of all devices, from the beginning until what the clock says now. */
async function counted(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/usage?by=device`, { headers: { authorization: `Bearer ${token}` } });
  const { rows } = (await answer.json()) as { rows: { upload: number; download: number }[] };
  return rows.reduce((sum, { upload, download }) => sum + upload + download, 0);
}

test("a clock that jumps a day ahead and back stops no counting and counts no byte twice", async () => {
  let jumpMs = 0;
  const now = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => now() + jumpMs);
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  writeFileSync(path.join(folder.path, "token"), token);
  await using house = await openHouse(
    folder.config([
      `controllers: { home: { url: "${core.url}" } }`,
      "http: { listen: 127.0.0.1:0, token-file: token }",
    ]),
  );
  const url = (await house.hears("http: listening at ")).split(" ").at(-1) ?? "";
  const poll = { timeout: 30_000, interval: 500 };
  for (const jump of [0, dayMs, 0]) {
    jumpMs = jump;
    const before = await counted(url);
    await expect.poll(() => counted(url), poll).toBeGreaterThan(before);
  }
  // Late enough to see what was counted while the clock was wrong.
  jumpMs = 2 * dayMs;
  const ours = await counted(url);
  const theirs = (await (await fetch(`${core.url}/connections`)).json()) as Record<
    "uploadTotal" | "downloadTotal",
    number
  >;
  expect(ours).toBeGreaterThan(0);
  expect(ours).toBeLessThanOrEqual(theirs.uploadTotal + theirs.downloadTotal);
  expect(house.lines.filter((line) => line.startsWith("error"))).toEqual([]);
});
