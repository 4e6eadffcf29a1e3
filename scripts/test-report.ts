import { readFile } from "node:fs/promises";
import { z } from "zod";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), ancestorTitles: z.array(z.string()) })),
    }),
  ),
});
export type TestReport = z.output<typeof Report>;

/** Reads what vitest's JSON reporter wrote. */
export async function readReport(file: string): Promise<TestReport> {
  return Report.parse(JSON.parse(await readFile(file, "utf8")));
}

/** Failures of a file as a whole (it did not load) count as one failed test: nothing red may hide. */
export function totals(report: TestReport): { passed: number; failed: number; skipped: number } {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests };
}

/** One line per contract target, from the top-level titles `contract on <target>`. */
export function summarise(report: TestReport): string[] {
  const counts = new Map<string, { passed: number; failed: number; skipped: number }>();
  for (const test of report.testResults.flatMap((file) => file.assertionResults)) {
    const target = /^contract on (.+)$/.exec(test.ancestorTitles[0] ?? "")?.[1];
    if (target === undefined) continue;
    const count = counts.get(target) ?? { passed: 0, failed: 0, skipped: 0 };
    if (test.status === "passed") count.passed += 1;
    else if (test.status === "failed") count.failed += 1;
    else count.skipped += 1;
    counts.set(target, count);
  }
  return [...counts].map(
    ([target, { passed, failed, skipped }]) =>
      `contract on ${target}: ${passed} held, ${failed} failed, ${skipped} skipped`,
  );
}
