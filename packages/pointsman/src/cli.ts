#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { quieten } from "./quieten.ts";

// Before anything heavy is loaded: from the second start on, the code comes compiled from a cache in the temp folder.
enableCompileCache();

// Of all commands one runs for months; the others start a little faster without.
if (process.argv.includes("run")) (await import("./small-heap.ts")).keepYoungSpaceSmall();

quieten(process);

const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
