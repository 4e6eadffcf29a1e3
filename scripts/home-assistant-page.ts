import type { GroupView, NodeView, Snapshot } from "@pointsman/core";
import { bridgeDiscovery, controllerDiscovery } from "../packages/mqtt-bridge/src/homeassistant/discovery.ts";
import type { Component } from "../packages/mqtt-bridge/src/homeassistant/component.ts";
import { languages } from "../packages/mqtt-bridge/src/locales/texts.ts";
import { topicsOf } from "../packages/mqtt-bridge/src/mqtt/topics.ts";
import { houseOf, type HouseContext } from "../packages/mqtt-bridge/src/house/house.ts";

const generated = "<!-- Made from the bridge's own discovery by `npm run docs`; edit that instead. -->";

/** Every entity of Home Assistant, from what the bridge announces of a house that has one of each thing. */
export function homeAssistantPage(): string {
  const [en, zh] = [entitiesIn("en"), entitiesIn("zh")];
  const lines = [
    "# Home Assistant's entities",
    "",
    generated,
    "",
    "What the bridge announces of a house with one of each thing: a Selector `Proxy`, a URLTest `Auto`, a provider `airport`, a rule provider `ads`, a named node `HK 01`, and so on. `…` stands for the hash of a name, `pointsman` for the base topic, `attic` for the instance, `home` for the controller. What is off at first is under *entities not shown*; what `policy.mqtt` forbids is not announced.",
    "",
    "| key | name | 名称 | class, unit, kind | category | at first | state | command |",
    "|---|---|---|---|---|---|---|---|",
  ];
  for (const [index, { device, key, component }] of en.entries()) {
    const other = zh[index]?.component.name ?? "";
    const cells = [code(`${device}: ${shortened(key)}`), component.name, other, kindOf(component)];
    const category = textOf(component["entity_category"]);
    const isOff = component["enabled_by_default"] === false;
    lines.push(
      row([...cells, category, isOff ? "off" : "on", topicOf(component, "state"), topicOf(component, "command")]),
    );
  }
  return `${lines.join("\n")}\n`;
}

interface Entity {
  readonly device: "bridge" | "core" | "device";
  readonly key: string;
  readonly component: Component;
}

function entitiesIn(language: keyof typeof languages): Entity[] {
  const topics = topicsOf("pointsman", "attic");
  const names = { prefix: "homeassistant", base: "pointsman", instance: "attic", topics };
  const options = { ...names, texts: languages[language], maxOptions: 300, version: "" };
  const of = (device: Entity["device"], components: ReadonlyMap<string, Component>): Entity[] =>
    [...components].map(([key, component]) => ({ device, key, component }));
  const parts = controllerDiscovery(options, houseOf("home", snapshot(), context));
  return [
    ...of("bridge", bridgeDiscovery(options).components),
    ...parts.flatMap(({ topic, components }) => of(topic.includes("_device_") ? "device" : "core", components)),
  ];
}

function snapshot(): Snapshot {
  const group = (name: string, more: Partial<GroupView>): GroupView => {
    const view = { name, type: "Selector", now: "HK 01", all: ["HK 01"], hidden: false, icon: "", testUrl: "" };
    return { ...view, ...more };
  };
  const node = { type: "Vless", kind: "node", alive: true, delay: 40, delays: new Map(), udp: true } as const;
  const nodes = new Map<string, NodeView>([["HK 01", { name: "HK 01", ...node }]]);
  const subscriptionInfo = { Upload: 1, Download: 1, Total: 10, Expire: 1 };
  const airport = { name: "airport", type: "Proxy", vehicleType: "HTTP", proxies: [], subscriptionInfo };
  const ads = { name: "ads", type: "Rule", vehicleType: "HTTP", behavior: "Domain", ruleCount: 1 };
  const extra = { disabled: false, hitCount: 0, hitAt: "", missCount: 0, missAt: "" };
  const settings = { tun: {}, "allow-lan": false, ipv6: false, sniffing: false, "tcp-concurrent": false };
  return {
    reachability: "reachable",
    mode: "rule",
    settings,
    groups: [group("Proxy", {}), group("Auto", { type: "URLTest", fixed: "" })],
    nodes,
    providers: new Map([["airport", airport]]),
    ruleProviders: new Map([["ads", ads]]),
    rules: [{ type: "Domain", payload: "ads.example", proxy: "REJECT", extra }],
  } as unknown as Snapshot;
}

const context: HouseContext = {
  may: () => true,
  isWatched: true,
  scenes: ["movie"],
  wantedRules: { rules: ["ads.example"], internet: {} },
  wantedNodes: ["HK 01"],
  quotas: [{ id: "kids", slug: "kids", limit: 1, used: 1, left: 1, resetsAt: 1, runsOutAt: null }],
  devices: [
    { key: "tv", hash: "000000000000", slug: "tv", name: "TV", today: { up: 1, down: 1 }, month: { up: 1, down: 1 } },
  ],
};

/** Without the hash of a name, which is another in every house. */
function shortened(text: string): string {
  return text.replace(/[a-z0-9_-]*?[_-][0-9a-f]{8,12}(?![0-9a-z])/g, (found) => found.replace(/[0-9a-f]{8,12}$/, "…"));
}

function kindOf(component: Component): string {
  const options = ["device_class", "unit_of_measurement", "state_class"].map((option) => textOf(component[option]));
  return options.filter((option) => option !== "").join(", ");
}

function textOf(option: unknown): string {
  return typeof option === "string" ? option : "";
}

function topicOf(component: Component, which: "state" | "command"): string {
  const topic = textOf(component[`${which}_topic`]);
  return topic === "" ? "" : code(shortened(topic));
}

function code(text: string): string {
  return `\`${text}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
