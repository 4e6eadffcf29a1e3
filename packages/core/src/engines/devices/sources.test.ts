import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Sources } from "./sources.ts";

const tv = "aa:bb:cc:dd:ee:01";

function leasesFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-leases-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "leases");
}

test("reads both, anew each time", async () => {
  const file = leasesFile();
  const sources = new Sources({
    readNeighbours: async () => [{ address: "fd00::1", mac: tv }],
    leasesFile: file,
    onTrouble: (message) => expect.unreachable(message),
  });
  for (const name of ["tv", "television"]) {
    writeFileSync(file, `0 ${tv} 192.168.1.20 ${name} *\n`);
    expect(await sources.read()).toEqual({
      neighbours: [{ address: "fd00::1", mac: tv }],
      leases: [{ address: "192.168.1.20", mac: tv, name }],
    });
  }
});

test("what cannot be read is told once, until it could be read in between", async () => {
  const troubles: string[] = [];
  let fails = true;
  const sources = new Sources({
    readNeighbours: async () => {
      if (fails) throw new Error("no ip here");
      return [];
    },
    leasesFile: leasesFile(),
    onTrouble: (message) => troubles.push(message),
  });
  expect(await sources.read()).toEqual({ neighbours: [], leases: [] });
  await sources.read();
  expect(troubles).toEqual([
    "The system's neighbours cannot be read (no ip here); that is tried again every minute.",
    expect.stringMatching(/^The leases .* cannot be read \(ENOENT/),
  ]);
  fails = false;
  await sources.read();
  fails = true;
  await sources.read();
  expect(troubles).toHaveLength(3);
});

test("asks nobody where nothing is to be asked", async () => {
  const sources = new Sources({ readNeighbours: undefined, leasesFile: undefined, onTrouble: () => {} });
  expect(await sources.read()).toEqual({ neighbours: [], leases: [] });
});
