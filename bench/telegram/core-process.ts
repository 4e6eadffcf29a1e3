import { startSimulator } from "@pointsman/simulator";

// A core beside the bot. Arguments: the scenario, and how many log lines it says per second.
const scenario = process.argv[2] === "many" ? "many" : "home";
const perSecond = Number(process.argv[3] ?? 0);
const tickMs = 10;
const simulator = await startSimulator({ scenario, life: false });
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
