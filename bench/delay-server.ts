import { startSimulator } from "@pointsman/simulator";

// A core with 2,000 nodes: every fifth never answers, the others take 20 to 800 ms. Argument: the tests' deadline in ms.
const deadlineMs = Number(process.argv[2]);
const simulator = await startSimulator({ scenario: "many" });
const nodes = [...simulator.world.proxies().keys()].filter((name) => /^[A-Z]{2} \d{3}$/.test(name));
let sumMs = 0;
nodes.forEach((name, index) => {
  const isDead = index % 5 === 0;
  // Spread evenly, and neighbours differ.
  const delay = 20 + ((index * 317) % 781);
  simulator.world.fates.set(name, isDead ? { fail: "timeout" } : { delay });
  sumMs += isDead ? deadlineMs : delay;
});
console.log(JSON.stringify({ url: simulator.url, nodes: nodes.length, sumMs }));
