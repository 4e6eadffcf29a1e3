import type { ExampleSwitch } from "./example-switch.ts";
import {
  catchAll,
  debug,
  type FlowNode,
  framed,
  inject,
  type Kind,
  onChange,
  type Place,
  placed,
} from "./flow-nodes.ts";

/** What the flow talks to. */
export interface FlowTargets {
  readonly coreUrl: string;
  readonly secret: string | undefined;
  /** Of 127.0.0.1. */
  readonly brokerPort: number;
  readonly pageUrl: string;
  /** Undefined: the core has no group to switch. */
  readonly choice: ExampleSwitch | undefined;
}

export interface ExampleFlow {
  /** As in flows.json. */
  readonly nodes: readonly FlowNode[];
  /** As in flows_cred.json without encryption: node id → credentials. */
  readonly credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The node whose status tells the rates. */
export const meterId = "demo-rates";

/** JSONata. */
const rateText = `(payload.down < 1000000 ? $round(payload.down / 1000) & " kB/s" : $round(payload.down / 1000000, 1) & " MB/s") & " down"`;

const tab = "pointsman-demo";
const controller = "demo-controller";
const broker = "demo-broker";

/** Traffic, a switch and a DNS flush as buttons, and every switch of the house as MQTT tells it. */
export function exampleFlow(targets: FlowTargets): ExampleFlow {
  const { secret, pageUrl } = targets;
  const back: Kind = { type: "comment", name: "Back to chat and topics", info: `They are on ${pageUrl}` };
  return {
    nodes: [
      { id: tab, type: "tab", label: "Pointsman demo", info: `Chat and topics are on ${pageUrl}` },
      ...shared(targets),
      at("demo-back", back, { column: 0, y: 40 }),
      ...framed("demo-traffic-frame", "Traffic through the core", traffic()),
      ...framed("demo-buttons-frame", "Press a button: chat and MQTT follow", [
        ...switching(targets.choice),
        ...flushing(),
      ]),
      ...framed("demo-house-frame", "What chat, MQTT and others switch", house()),
    ],
    credentials: secret === undefined ? {} : { [controller]: { secret } },
  };
}

function at(id: string, kind: Kind, place: Place): FlowNode {
  return placed(tab, id, kind, place);
}

/** Config nodes. */
function shared({ coreUrl, brokerPort }: FlowTargets): FlowNode[] {
  return [
    { id: controller, type: "pointsman-controller", name: "home", url: coreUrl, policy: "disruptive", schema: 1 },
    {
      id: broker,
      type: "mqtt-broker",
      name: "demo broker",
      broker: "127.0.0.1",
      port: String(brokerPort),
      autoConnect: true,
      usetls: false,
      protocolVersion: "4",
      keepalive: "60",
      cleansession: true,
      autoUnsubscribe: true,
    },
  ];
}

function traffic(): FlowNode[] {
  const source: Kind = { type: "pointsman-traffic", name: "", controller, every: "2", memory: true, schema: 1 };
  // Every two seconds: the status tells enough.
  const rates = debug("rates", rateText, { tosidebar: false, complete: "payload" });
  return [at("demo-traffic", source, { column: 0, y: 120, to: meterId }), at(meterId, rates, { column: 2, y: 120 })];
}

function switching(choice: ExampleSwitch | undefined): FlowNode[] {
  if (choice === undefined) return [];
  const select = request(`Switch ${choice.group}`, "select-node", {
    group: { value: choice.group, type: "group" },
    node: { value: "payload", type: "msg" },
  });
  return [
    ...choice.nodes.map((node, index) =>
      at(`demo-press-${index + 1}`, inject(`→ ${node}`, node), { column: 0, y: 220 + index * 60, to: "demo-select" }),
    ),
    at("demo-select", select, { column: 1, y: 250, to: "demo-switched" }),
    at("demo-switched", debug("switched", "payload.now"), { column: 2, y: 250 }),
  ];
}

function flushing(): FlowNode[] {
  const went = debug("went wrong", "error.message", { complete: "error.message", targetType: "msg" });
  return [
    at("demo-press-flush", inject("Flush DNS"), { column: 0, y: 350, to: "demo-flush" }),
    at("demo-flush", request("Flush DNS", "flush-dns", {}), { column: 1, y: 350, to: "demo-flushed" }),
    at("demo-flushed", debug("flushed", `payload.tookMs & " ms"`), { column: 2, y: 350 }),
    at("demo-failures", catchAll("failures"), { column: 1, y: 410, to: "demo-wrong" }),
    at("demo-wrong", went, { column: 2, y: 410 }),
  ];
}

function house(): FlowNode[] {
  const source: Kind = {
    type: "mqtt in",
    name: "group/+/now",
    topic: "pointsman/home/group/+/now",
    qos: "0",
    datatype: "utf8",
    broker,
    nl: false,
    rap: true,
    rh: 0,
    inputs: 0,
  };
  const sentence = `$replace($substringAfter(topic, "group/"), "/now", "") & " → " & payload`;
  const told = debug("the house uses", "payload", { complete: sentence, targetType: "jsonata" });
  return [
    at("demo-groups", source, { column: 0, y: 510, to: "demo-changes" }),
    at("demo-changes", onChange("only changes"), { column: 1, y: 510, to: "demo-told" }),
    at("demo-told", told, { column: 2, y: 510 }),
  ];
}

function request(
  name: string,
  action: string,
  fields: Readonly<Record<string, { value: string; type: string }>>,
): Kind {
  return { type: "pointsman-request", name, controller, from: "dialog", action, fields, output: "payload", schema: 1 };
}
