import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapCodeStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { keepYoungSpaceSmall } from "../../packages/pointsman/src/small-heap.ts";

// The bot in a process of its own, as in a household; says every half second how much memory it takes and for how long at
// most it could do nothing else, and on SIGUSR2 what of its heap is held by something: garbage and compiled code, which
// grows with use, do not count.
// Arguments: the Bot API server's address, the token, the core's address.
const [apiRoot = "", token = "", url = ""] = process.argv.slice(2);
// As `pointsman run` does before it loads much: else V8 takes 32 MB and more for young objects once it was busy, and keeps
// them. As a flag on the command line it does nothing.
keepYoungSpaceSmall();
const { openController } = await import("@pointsman/core");
const { startBot } = await import("@pointsman/telegram-bot");
const controller = openController({ id: "home", url });
const bot = await startBot({
  config: { token, "api-root": apiRoot, users: { "1001": "admin" } },
  controllers: new Map([["home", controller]]),
});
await bot.ready;
const resolution = 5;
const delays = monitorEventLoopDelay({ resolution });
delays.enable();
const tell = (): void => {
  const mb = process.memoryUsage.rss() / (1 << 20);
  const blockMs = Math.max(0, delays.max / 1e6 - resolution);
  delays.reset();
  console.log(JSON.stringify({ mb, blockMs }));
};
tell();
setInterval(tell, 500);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
process.on("SIGUSR2", () => {
  for (let turn = 0; turn < 3; turn += 1) collect();
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  const { heapUsed, external } = process.memoryUsage();
  console.log(JSON.stringify({ heldMb: (heapUsed + external - code - bytecode) / (1 << 20) }));
});
