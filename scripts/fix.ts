import { runSteps, toolStep } from "./tools.ts";

const failed = await runSteps([
  toolStep("lint, mended where it can be", "oxlint", ["--type-aware", "--fix", "--quiet"]),
  toolStep("format", "biome", ["format", "--write", "--log-level=error"]),
]);
process.exitCode = failed.length === 0 ? 0 : 1;
