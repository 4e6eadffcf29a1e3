import type { DemoOptions } from "./options.ts";
import { startBroker } from "./parts/broker.ts";
import { startDemoBridge } from "./parts/bridge.ts";
import { startChat } from "./parts/chat.ts";
import { startCore } from "./parts/core.ts";
import type { FlowTargets } from "./parts/example-flow.ts";
import { launchNodeRed } from "./parts/node-red.ts";
import { nodesFolder } from "./parts/nodes-folder.ts";
import { type Part, stopAll } from "./parts/part.ts";
import { startPage } from "./page/page-server.ts";

/** Everything together. It can be stopped at any time, also while it starts. */
export interface Demo {
  /** Resolves with the one address to open. Rejects when a step failed or it was stopped meanwhile; what was started is stopped then. */
  start(): Promise<string>;
  /** Ends everything within 5 s; returns the names of parts that did not end in time. Idempotent. */
  stop(): Promise<string[]>;
}

const stopGraceMs = 4500;

/** `say` gets one line per step. */
export function createDemo(options: DemoOptions, say: (line: string) => void): Demo {
  const parts: Part[] = [];
  let stopping: Promise<string[]> | undefined;

  const stop = (): Promise<string[]> => {
    stopping ??= stopInOrder(parts);
    return stopping;
  };
  /** Takes a part that runs; one that came too late is stopped at once. */
  const started = async <P extends Part>(part: P): Promise<P> => {
    if (stopping === undefined) {
      parts.push(part);
      return part;
    }
    await part.stop();
    throw new Error("stopped while it started");
  };

  return {
    stop,
    async start() {
      try {
        return await startParts(options, say, started);
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}

type Started = <P extends Part>(part: P) => Promise<P>;

async function startParts(options: DemoOptions, say: (line: string) => void, started: Started): Promise<string> {
  const core = await started(await startCore(options));
  say(`core: ${core.about}`);
  const controllers = new Map([[core.controller.id, core.controller]]);
  const broker = await started(await startBroker());
  say(`broker: ${broker.url} (MQTT 3.1.1)`);
  await started(startDemoBridge(broker.url, controllers));
  const chat = await started(await startChat(controllers));
  say("bridge and bot: started");
  const editor = options.nodeRed
    ? await startFlows({ coreUrl: core.url, secret: core.secret, brokerUrl: broker.url }, say, started)
    : undefined;
  const about = { core: core.about, broker: `embedded broker at ${broker.url}`, chat: chat.pageUrl };
  const page = await started(
    await startPage({ port: options.port, broker, about: editor === undefined ? about : { ...about, editor } }),
  );
  return page.url;
}

async function startFlows(targets: FlowTargets, say: (line: string) => void, started: Started): Promise<string> {
  say("Node-RED starts …");
  const nodeRed = await started(await launchNodeRed(targets, await nodesFolder()));
  await nodeRed.ready;
  say(`flow editor: ${nodeRed.editorUrl}`);
  return nodeRed.editorUrl;
}

/** Side by side, but the core last: bot and bridge say goodbye through it. */
async function stopInOrder(parts: readonly Part[]): Promise<string[]> {
  const [core, ...others] = parts;
  const left = await stopAll(others, stopGraceMs - 1000);
  return [...left, ...(await stopAll(core === undefined ? [] : [core], 1000))];
}
