/** A node without its place. */
export interface Kind {
  readonly type: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

/** One node as it stands in a flow file. */
export interface FlowNode extends Kind {
  readonly id: string;
}

/** Where a node stands: `column` 0 to 2, `y` in pixels, and what its output leads to. */
export interface Place {
  readonly column: 0 | 1 | 2;
  readonly y: number;
  readonly to?: string;
}

/** Left edges of the columns on the canvas, in pixels. */
const columns = [80, 330, 560] as const;
const graphemes = new Intl.Segmenter();

/** A node on a tab; in a line with the others of its column, whatever its label is. */
export function placed(tab: string, id: string, kind: Kind, { column, y, to }: Place): FlowNode {
  const wires = to === undefined ? [] : [[to]];
  return { ...kind, id, z: tab, x: columns[column] + widthOf(kind.name ?? "") / 2, y, wires };
}

/** About as wide as the editor draws it, which counts in steps of 20 pixels. A node's place is its middle. */
function widthOf(label: string): number {
  const text = [...graphemes.segment(label)].reduce(
    (sum, { segment }) => sum + (/^[ -~]+$/.test(segment) ? 7.6 : 15),
    0,
  );
  return Math.max(100, Math.ceil((text + 50) / 20) * 20);
}

/** A titled frame around nodes of its tab. */
export function framed(id: string, name: string, nodes: readonly FlowNode[]): FlowNode[] {
  const style = { label: true, stroke: "#9bbfb4", fill: "#eef5f2", "fill-opacity": "0.4", color: "#5a7a70" };
  const [first] = nodes;
  // The editor measures it anew as soon as it draws.
  const frame = { x: 40, y: Number(first?.["y"]) - 60, w: 740, h: 100 };
  const inside = nodes.map((node) => ({ ...node, g: id }));
  return [
    { id, type: "group", z: first?.["z"], name, style, nodes: nodes.map((node) => node.id), ...frame },
    ...inside,
  ];
}

/** A button that sends `payload`. */
export function inject(name: string, payload = ""): Kind {
  const props = [{ p: "payload" }];
  return { type: "inject", name, props, repeat: "", crontab: "", once: false, payload, payloadType: "str" };
}

/** Shows `shown` in the sidebar, and a JSONata expression's value below the node. */
export function debug(name: string, status: string, shown: object = { complete: "payload", targetType: "msg" }): Kind {
  return {
    type: "debug",
    name,
    active: true,
    tosidebar: true,
    console: false,
    tostatus: true,
    statusVal: status,
    statusType: "jsonata",
    ...shown,
  };
}

/** Lets a message through when its topic's payload is another one than before. */
export function onChange(name: string): Kind {
  return {
    type: "rbe",
    name,
    func: "rbei",
    gap: "",
    start: "",
    inout: "out",
    septopics: true,
    property: "payload",
    topi: "topic",
  };
}

/** Catches the failures of its tab. */
export function catchAll(name: string): Kind {
  return { type: "catch", name, scope: null, uncaught: false };
}
