// Closes a CI run: adds up the suite's report and the sections that failed, and prints the one line that CI reads.
import { existsSync, readFileSync } from "node:fs";

const sections = Number(process.argv[2] ?? 0);
const file = new URL("../.cache/test-report.json", import.meta.url);
let passed = 0;
let failed = sections;
let skipped = 0;
if (existsSync(file)) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed = report.numPassedTests;
  failed += report.numFailedTests;
  skipped = report.numPendingTests;
} else failed += 1;
const smoke = new URL("../.cache/smoke-report.json", import.meta.url);
if (existsSync(smoke)) passed += JSON.parse(readFileSync(smoke, "utf8")).passed;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
