import { readFileSync } from "node:fs";
import { startSimulator } from "@pointsman/simulator";

// A core in a process of its own. Its one argument, where there is one, is the file of a house; else it is a home with life.
const [, , file] = process.argv;
const { url } = await startSimulator(
  file === undefined ? { scenario: "home" } : { config: readFileSync(file, "utf8") },
);
console.log(JSON.stringify({ url }));
