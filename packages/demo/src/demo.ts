import type { DemoOptions } from "./options.ts";
import { startPage } from "./page/page-server.ts";
import { startDemoBridge } from "./parts/bridge.ts";
import { startBroker } from "./parts/broker.ts";
import { startChat } from "./parts/chat.ts";
import { type Core, startCore } from "./parts/core.ts";
import { exampleFlow, meterId } from "./flow/example-flow.ts";
import { chooseSwitch } from "./flow/example-switch.ts";
import { createFlowFeed } from "./flow/flow-feed.ts";
import type { FlowNode } from "./flow/flow-nodes.ts";
import { openFolder } from "./parts/folder.ts";
import { freePort } from "./parts/free-port.ts";
import { launchNodeRed, type NodeRed } from "./parts/node-red.ts";
import { type Part, stopAll } from "./parts/part.ts";

/** Everything together, running. */
export interface Demo {
  /** The one address to open. */
  readonly url: string;
  /** Ends everything within 5 s; returns the names of parts that did not end in time. Idempotent. */
  stop(): Promise<string[]>;
}

export interface StartOptions {
  /** Calls the start off. */
  readonly signal: AbortSignal;
  /** Gets one line per step. */
  readonly say: (line: string) => void;
}

/** What talks to others ends first, what is talked to afterwards, and last goes what they write to. */
interface Parts {
  readonly outlets: Part[];
  readonly ground: Part[];
  readonly traces: Part[];
}

const outletsGraceMs = 3000;
const groundGraceMs = 1000;
const tracesGraceMs = 700;

/** Starts everything. Rejects when a step failed or the start was called off; what was started is stopped then. */
export async function startDemo(options: DemoOptions, start: StartOptions): Promise<Demo> {
  const parts: Parts = { outlets: [], ground: [], traces: [] };
  let stopping: Promise<string[]> | undefined;
  const stop = (): Promise<string[]> => (stopping ??= stopParts(parts));
  try {
    return { url: await startParts(options, start, parts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopParts({ outlets, ground, traces }: Parts): Promise<string[]> {
  return [
    ...(await stopAll(outlets, outletsGraceMs)),
    ...(await stopAll(ground, groundGraceMs)),
    ...(await stopAll(traces, tracesGraceMs)),
  ];
}

async function startParts(options: DemoOptions, { signal, say }: StartOptions, parts: Parts): Promise<string> {
  /** Keeps a part that runs, unless the start was called off meanwhile. */
  const keep = <P extends Part>(list: Part[], part: P): P => {
    list.push(part);
    signal.throwIfAborted();
    return part;
  };
  const folder = keep(parts.traces, await openFolder());
  const core = keep(parts.ground, await startCore(options, { folder: folder.path, signal, say }));
  say(`core: ${core.about}`);
  const controllers = new Map([[core.controller.id, core.controller]]);
  const broker = keep(parts.ground, await startBroker());
  say(`broker: ${broker.url} (MQTT 3.1.1)`);
  keep(parts.outlets, startDemoBridge(broker.url, controllers));
  const chat = keep(parts.outlets, await startChat(controllers, core.audit));
  say("bridge and bot: started");

  const editorPort = options.nodeRed ? await freePort() : undefined;
  const editor = editorPort === undefined ? {} : { editor: `http://127.0.0.1:${editorPort}/` };
  const flow = keep(parts.outlets, createFlowFeed());
  const page = keep(
    parts.outlets,
    await startPage({
      port: options.port,
      broker,
      flow,
      about: { core: core.about, broker: `embedded broker at ${broker.url}`, chat: chat.pageUrl, ...editor },
    }),
  );
  if (page.port !== options.port && options.port !== 0)
    say(`page: port ${options.port} is in use, so it took ${page.port}; --port chooses another one`);
  if (editorPort !== undefined) {
    say("Node-RED: starts …");
    const places = { broker: broker.url, page: page.url, folder: folder.path };
    const { nodeRed, nodes } = await startFlows(core, editorPort, places);
    await keep(parts.outlets, nodeRed).started(signal);
    flow.follow(nodeRed.url, nodes, meterId);
    say(`Node-RED: flow editor at ${nodeRed.url}`);
  }
  return page.url;
}

async function startFlows(
  core: Core,
  port: number,
  places: { readonly broker: string; readonly page: string; readonly folder: string },
): Promise<{ nodeRed: NodeRed; nodes: readonly FlowNode[] }> {
  const flow = exampleFlow({
    coreUrl: core.url,
    secret: core.secret,
    brokerPort: Number(new URL(places.broker).port),
    pageUrl: places.page,
    choice: await chooseSwitch(core.controller),
  });
  return {
    nodeRed: await launchNodeRed({ port, flow, pageUrl: places.page, folder: places.folder }),
    nodes: flow.nodes,
  };
}
