import { describe, expect, it } from "vitest";
import { summarise, type TestReport, totals } from "./test-report.ts";

const test = (status: string, ...ancestorTitles: string[]) => ({ status, ancestorTitles });

const report: TestReport = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 1,
  testResults: [
    {
      name: "core.contract.ts",
      status: "failed",
      assertionResults: [
        test("passed", "contract on core", "auth"),
        test("failed", "contract on core", "paths"),
        test("passed", "contract on simulator", "auth"),
        test("skipped", "contract on simulator", "restart"),
        test("passed", "path encoder"),
      ],
    },
    { name: "does-not-load.test.ts", status: "failed", assertionResults: [] },
  ],
};

describe("test report", () => {
  it("counts a file that did not load as a failure", () => {
    expect(totals(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it("counts contract checks per target and nothing else", () => {
    expect(summarise(report)).toEqual([
      "contract on core: 1 held, 1 failed, 0 skipped",
      "contract on simulator: 1 held, 0 failed, 1 skipped",
    ]);
  });
});
