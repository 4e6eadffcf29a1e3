import { startSimulator } from "@pointsman/simulator";
import { largeHouse } from "./large-house.ts";

// A core beside the bot. Arguments: the scenario (`large` is a house of our own), how many log lines it says per second,
// and how many connections are open.
const [scenario = "home", lines = "0", connections = "0"] = process.argv.slice(2);
const perSecond = Number(lines);
const tickMs = 10;
const house =
  scenario === "large" ? { config: largeHouse() } : ({ scenario: scenario === "many" ? "many" : "home" } as const);
const simulator = await startSimulator({ ...house, life: false });
for (let index = 0; index < Number(connections); index += 1)
  simulator.world.traffic.open({
    host: `www.site-${index % 5000}.test`,
    sourceIP: `192.168.${index % 4}.${index % 200}`,
  });
let said = 0;
const start = performance.now();
const timer = setInterval(() => {
  const due = ((performance.now() - start) / 1000) * perSecond;
  for (; said < due; said += 1)
    simulator.world.log(
      "error",
      `[TCP] dial Proxy 192.168.1.${said % 200}:50001 --> host-${said % 5000}.test:443 error: timeout`,
    );
}, tickMs);
if (perSecond === 0) clearInterval(timer);
console.log(JSON.stringify({ url: simulator.url }));
