import type { ExampleSwitch } from "./example-switch.ts";

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

export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface ExampleFlow {
  /** As in flows.json. */
  readonly nodes: readonly FlowNode[];
  /** As in flows_cred.json without encryption: node id → credentials. */
  readonly credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const tab = "pointsman-demo";
const controller = "demo-controller";
const broker = "demo-broker";
/** Columns of the canvas in pixels. */
const columns = [150, 430, 700] as const;

/** Traffic, a switch and a DNS flush as buttons, and every switch of the house as MQTT tells it. */
export function exampleFlow(targets: FlowTargets): ExampleFlow {
  const { secret } = targets;
  return {
    nodes: [...grounds(targets), ...traffic(), ...switches(targets.choice), ...house()],
    credentials: secret === undefined ? {} : { [controller]: { secret } },
  };
}

function grounds({ coreUrl, brokerPort, pageUrl }: FlowTargets): FlowNode[] {
  return [
    { id: tab, type: "tab", label: "Pointsman demo", info: `The chat and the topics are on ${pageUrl}` },
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
    {
      ...place(0, 40),
      id: "demo-back",
      type: "comment",
      name: "Chat and topics: the demo page ↗",
      info: `Open ${pageUrl}`,
    },
  ];
}

function traffic(): FlowNode[] {
  return [
    box("demo-traffic-box", "Traffic through the core", 80, ["demo-traffic", "demo-rates"], 1),
    {
      ...place(0, 120, "demo-traffic-box", ["demo-rates"]),
      id: "demo-traffic",
      type: "pointsman-traffic",
      name: "",
      controller,
      every: "2",
      memory: true,
      schema: 1,
    },
    {
      ...debug("rates", `$round(payload.down / 1000) & " kB/s down"`),
      ...place(2, 120, "demo-traffic-box"),
      id: "demo-rates",
      // Every two seconds: the status tells enough.
      tosidebar: false,
    },
  ];
}

function switches(choice: ExampleSwitch | undefined): FlowNode[] {
  const inBox = "demo-switch-box";
  const buttons: FlowNode[] =
    choice === undefined
      ? []
      : [
          ...choice.nodes.map((node, index) => ({
            ...inject(`→ ${node}`, node),
            ...place(0, 220 + index * 50, inBox, ["demo-select"]),
            id: `demo-press-${index + 1}`,
          })),
          {
            ...request("select-node", {
              group: { value: choice.group, type: "group" },
              node: { value: "payload", type: "msg" },
            }),
            ...place(1, 245, inBox, ["demo-switched"]),
            id: "demo-select",
            name: `Switch ${choice.group}`,
          },
          { ...debug("switched", "payload.now"), ...place(2, 245, inBox), id: "demo-switched" },
        ];
  const flush: FlowNode[] = [
    { ...inject("Press"), ...place(0, 320, inBox, ["demo-flush"]), id: "demo-press-flush" },
    { ...request("flush-dns", {}), ...place(1, 320, inBox, ["demo-flushed"]), id: "demo-flush", name: "Flush DNS" },
    { ...debug("flushed", `payload.tookMs & " ms"`), ...place(2, 320, inBox), id: "demo-flushed" },
    {
      ...place(1, 370, inBox, ["demo-failed"]),
      id: "demo-catch",
      type: "catch",
      name: "failures",
      scope: null,
      uncaught: false,
    },
    { ...debug("went wrong", "error.message"), ...place(2, 370, inBox), id: "demo-failed", complete: "error" },
  ];
  const nodes = [...buttons, ...flush];
  return [
    box(
      inBox,
      "Press a button: chat and MQTT follow",
      180,
      nodes.map(({ id }) => id),
      4,
    ),
    ...nodes,
  ];
}

function house(): FlowNode[] {
  const inBox = "demo-house-box";
  return [
    box(inBox, "What chat, MQTT and others switch", 430, ["demo-groups", "demo-news", "demo-told"], 1),
    {
      ...place(0, 470, inBox, ["demo-news"]),
      id: "demo-groups",
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
    },
    {
      ...place(1, 470, inBox, ["demo-told"]),
      id: "demo-news",
      type: "switch",
      name: "only news",
      property: "retain",
      propertyType: "msg",
      rules: [{ t: "false" }],
      checkall: "true",
      repair: false,
      outputs: 1,
    },
    { ...debug("the house uses", "payload"), ...place(2, 470, inBox), id: "demo-told" },
  ];
}

function place(column: 0 | 1 | 2, y: number, inBox?: string, to: readonly string[] = []) {
  return { z: tab, x: columns[column], y, wires: [to], ...(inBox === undefined ? {} : { g: inBox }) };
}

/** A titled frame around nodes that stand `rows` × 50 px high. */
function box(id: string, name: string, y: number, nodes: readonly string[], rows: number): FlowNode {
  const style = {
    label: true,
    "label-position": "nw",
    stroke: "#9bbfb4",
    fill: "#eef5f2",
    "fill-opacity": "0.4",
    color: "#5a7a70",
  };
  return { id, type: "group", z: tab, name, style, nodes, x: 34, y: y - 1, w: 812, h: 32 + rows * 50 };
}

function inject(name: string, payload = "") {
  const props = [{ p: "payload" }];
  return { type: "inject", name, props, repeat: "", crontab: "", once: false, payload, payloadType: "str" };
}

function request(action: string, fields: Readonly<Record<string, { value: string; type: string }>>) {
  return { type: "pointsman-request", controller, from: "dialog", action, fields, output: "payload", schema: 1 };
}

/** Shows the payload in the sidebar, and an expression's value below the node. */
function debug(name: string, status: string) {
  return {
    type: "debug",
    name,
    active: true,
    tosidebar: true,
    console: false,
    tostatus: true,
    complete: "payload",
    targetType: "msg",
    statusVal: status,
    statusType: "jsonata",
  };
}
