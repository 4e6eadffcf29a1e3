import { monitorEventLoopDelay } from "node:perf_hooks";
import { type Controller, openController, parts } from "@pointsman/core";
import { startBridge } from "@pointsman/mqtt-bridge";
import { listen } from "../../packages/mqtt-bridge/test/listener.ts";

// A bridge in a process of its own, which tells what its work costs whenever something is published on `bench/cost`.
// Arguments: the broker, the core, how many controllers, the broker's protocol.
const [, , brokerUrl = "", coreUrl = "", count = "1", protocol = "4"] = process.argv;
const ids = Array.from({ length: Number(count) }, (_, index) => `c${index}`);
const controllers = new Map(ids.map((id) => [id, openController({ id, url: coreUrl })]));
const tell = (value: object): void => console.log(JSON.stringify(value));

const [first] = controllers.values();
// What reading a large core costs is the observer's matter: it is known when the bridge starts.
if (controllers.size === 1 && first !== undefined) await known(first);
const loop = monitorEventLoopDelay({ resolution: 1 });
const bystander = await listen(brokerUrl, ["bench/cost"], { protocolVersion: protocol === "5" ? 5 : 4 });
bystander.client.on("message", () => {
  const { user, system } = process.cpuUsage();
  const longestMs = loop.max / 1e6;
  for (let turn = 0; turn < 4; turn += 1) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  tell({ cpuMs: (user + system) / 1000, rss, heapUsed, longestMs });
});
loop.enable();
startBridge({ config: { url: brokerUrl }, controllers, instance: "bench" });
tell({ started: true });

/** A busy machine may need more than one look. */
async function known({ observer }: Controller): Promise<void> {
  for (let looks = 9; observer.snapshot.groups.length === 0; looks -= 1)
    await observer.refresh(parts).catch((error: unknown) => {
      if (looks === 0) throw error;
    });
}
