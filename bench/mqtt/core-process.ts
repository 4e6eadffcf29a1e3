import { startSimulator } from "@pointsman/simulator";

// A house with life, in a process of its own.
const { url } = await startSimulator({ scenario: "home" });
console.log(JSON.stringify({ url }));
