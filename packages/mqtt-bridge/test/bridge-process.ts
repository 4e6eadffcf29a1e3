import { openController } from "@pointsman/core";
import { textFile } from "@pointsman/core/state";
import { type MqttConfigInput, startBridge } from "../src/index.ts";

/** What a bridge in a process of its own is started with. */
export interface BridgeProcess {
  readonly config: MqttConfigInput;
  /** Addresses of the cores, by controller. */
  readonly cores: Readonly<Record<string, string>>;
  /** File that remembers what is retained. */
  readonly memory?: string;
}

// To be killed. Its one argument is a `BridgeProcess` as JSON.
const { config, cores, memory } = JSON.parse(process.argv[2] ?? "") as BridgeProcess;
startBridge({
  config,
  controllers: new Map(Object.entries(cores).map(([id, url]) => [id, openController({ id, url })])),
  instance: "attic",
  ...(memory === undefined ? {} : { memory: textFile(memory) }),
});
