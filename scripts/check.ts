import { checkFiles } from "./check-files.ts";
import { runSteps, toolStep } from "./tools.ts";
import { writeReference } from "./docs.ts";

// Everything that can be said of the code without running its tests.
const failed = await runSteps([
  toolStep("format", "biome", ["format", "--log-level=error"]),
  toolStep("types", "tsc", ["-b"]),
  toolStep("lint", "oxlint", ["--type-aware", "--quiet"]),
  toolStep("dead code and dependencies", "knip", ["--no-progress"]),
  { name: "files: tests beside, no machine path", run: checkFiles },
  {
    name: "generated reference is current",
    run: async () => (await writeReference({ check: true })).stale.length === 0,
  },
]);
if (failed.length > 0) console.log(`check failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
