import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { describePeers } from "@pointsman/simulator/testing";
import { readReport, summarise } from "./test-report.ts";
import { root, run, tool } from "./tools.ts";

// The whole suite, then one line that says which real peers took part, and how many contract checks ran on each target.
const report = path.join(root, ".cache", "test-report.json");
await mkdir(path.dirname(report), { recursive: true });
await rm(report, { force: true });

// Programs that tests start again and again, from their sources, need not be compiled each time.
process.env["NODE_COMPILE_CACHE"] ??= path.join(root, ".cache", "compiled");

const peers = describePeers();
console.log(peers);

const filters = process.argv.slice(2);
const { code } = await run(tool("vitest"), [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...filters,
]);

for (const line of summarise(await readReport(report))) console.log(line);
console.log(peers);
process.exitCode = code;
