#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { quietenSqlite } from "./quieten-sqlite.ts";

// Before anything heavy is loaded: from the second start on, the code comes compiled from a cache in the temp folder.
enableCompileCache();

quietenSqlite(process);

const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
