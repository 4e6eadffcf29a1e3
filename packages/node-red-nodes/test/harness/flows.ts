import type { StoredField } from "../../src/catalog/action.ts";
import type { NodeDescription } from "../../src/nodes/description.ts";
import { nodeDescriptions } from "../../src/nodes/descriptions.ts";

/** A node without its place in a flow. */
export interface NodeProperties {
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface FlowNode extends NodeProperties {
  readonly id: string;
}

const tab: FlowNode = { id: "tab", type: "tab", label: "Test" };

/** The controller that the flows of these tests use. */
export function controllerNode(url: string, more: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id: "controller",
    type: "pointsman-controller",
    name: "home",
    url,
    policy: "disruptive",
    schema: 1,
    ...more,
  };
}

/** A request node's properties, as the editor stores them. */
export function requestNode(
  action: string,
  fields: Readonly<Record<string, StoredField>> = {},
  more: Readonly<Record<string, unknown>> = {},
): NodeProperties {
  return {
    type: "pointsman-request",
    name: "",
    controller: "controller",
    from: "dialog",
    action,
    fields,
    output: "payload",
    schema: 1,
    ...more,
  };
}

/** A purpose node's properties, as the editor stores them. */
export function taskNode(
  node: string,
  task: string,
  fields: Readonly<Record<string, StoredField>> = {},
  more: Readonly<Record<string, unknown>> = {},
): NodeProperties {
  return {
    type: `pointsman-${node}`,
    name: "",
    controller: "controller",
    task,
    fields,
    output: "payload",
    schema: 1,
    ...more,
  };
}

/** Every task of the nodes that are set to one and take messages, as `select exact`. */
export function tasksOfNodes(): string[] {
  return Object.entries(nodeDescriptions).flatMap(([folder, { tasks, inputs, rows }]: [string, NodeDescription]) =>
    inputs === 1 && rows.some(({ id }) => id === "task") ? (tasks ?? []).map(({ id }) => `${folder} ${id}`) : [],
  );
}

/** Shows whole messages on the editor's socket. */
export function debugNode(id: string, more: Readonly<Record<string, unknown>> = {}): FlowNode {
  const shows = { active: true, tosidebar: true, complete: "true", targetType: "full" };
  return { id, type: "debug", z: "tab", ...shows, ...more, wires: [] };
}

/**
 * A flow that HTTP reaches: `POST /<name>` puts the body's members into the message, sends it through the node, and
 * answers with the whole message, or with status 500 and what a Catch node saw.
 */
export function httpFlow(name: string, node: NodeProperties): FlowNode[] {
  const at = (part: string): string => `${name}-${part}`;
  const code = "Object.assign(msg, msg.payload); return msg;";
  const answer =
    "return { ...msg, statusCode: msg.error ? 500 : 200, payload: { ...msg, req: undefined, res: undefined } };";
  return [
    { id: at("in"), type: "http in", z: "tab", url: `/${name}`, method: "post", wires: [[at("open")]] },
    { id: at("open"), type: "function", z: "tab", func: code, outputs: 1, wires: [[at("node")]] },
    { ...node, id: at("node"), z: "tab", wires: [[at("shut")]] },
    { id: at("catch"), type: "catch", z: "tab", scope: [at("node")], wires: [[at("shut")]] },
    { id: at("shut"), type: "function", z: "tab", func: answer, outputs: 1, wires: [[at("out")]] },
    { id: at("out"), type: "http response", z: "tab", wires: [] },
  ];
}

/** A whole flow file with one tab. Node-RED takes what has no place on a canvas for a config node. */
export function onTab(...nodes: readonly FlowNode[]): FlowNode[] {
  return [tab, ...nodes.map((node) => (node["wires"] === undefined ? node : { x: 100, y: 100, ...node }))];
}

export interface FlowAnswer {
  readonly status: number;
  readonly message: {
    readonly payload?: unknown;
    readonly pointsman?: Readonly<Record<string, unknown>>;
    readonly error?: { readonly message: string; readonly code?: string; readonly cause?: unknown };
    readonly [property: string]: unknown;
  };
}

/** Sends a message through an `httpFlow`. */
export async function sendThrough(
  nodeRed: { readonly url: string },
  name: string,
  message: Readonly<Record<string, unknown>> = {},
): Promise<FlowAnswer> {
  const answer = await fetch(`${nodeRed.url}/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(message),
  });
  return { status: answer.status, message: (await answer.json()) as FlowAnswer["message"] };
}
