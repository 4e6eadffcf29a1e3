import type { GroupView, NodeView, Snapshot } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { createExposition } from "./exposition.ts";
import { metricTable } from "./metrics.table.ts";
import { maxGroups, samplesOf } from "./samples.ts";

const testUrl = "http://cp.example/generate_204";
const group = (name: string, now: string, extra: Partial<GroupView> = {}): GroupView => ({
  name,
  type: "Selector",
  now,
  all: [now],
  hidden: false,
  icon: "",
  testUrl,
  ...extra,
});
const node = (name: string, delay: number | null): NodeView => ({
  name,
  type: "Trojan",
  kind: "node",
  alive: true,
  udp: true,
  delays: new Map([[testUrl, delay]]),
});
const snapshot = (extra: Partial<Snapshot>): Snapshot => ({
  reachability: "reachable",
  groups: [],
  nodes: new Map(),
  providers: new Map(),
  ruleProviders: new Map(),
  rules: [],
  ...extra,
});

describe("samplesOf", () => {
  test("says of a core that is gone only that it is", () => {
    const gone = snapshot({ reachability: "unreachable", groups: [group("Proxy", "HK")], memory: 5 });
    expect(samplesOf("home", gone)).toEqual([
      { name: "pointsman_controller_up", labels: { controller: "home" }, value: 0 },
    ]);
  });

  test("shows a group's member and its delay, leaves hidden groups out, and knows failed from never tested", () => {
    const nodes = new Map([node("HK", 123), node("dead", null)].map((one) => [one.name, one]));
    const groups = [
      group("Proxy", "HK"),
      group("Auto", "dead"),
      group("New", "untested"),
      group("Secret", "HK", { hidden: true }),
    ];
    const lines = samplesOf("home", snapshot({ groups, nodes })).map(
      ({ name, labels, value }) =>
        `${name.replace("pointsman_", "")} ${Object.values(labels).slice(1).join("/")} ${value}`,
    );
    expect(lines).toEqual([
      "controller_up  1",
      "group_selected Proxy/HK 1",
      "group_alive Proxy 1",
      "group_delay_seconds Proxy 0.123",
      "group_selected Auto/dead 1",
      "group_alive Auto 0",
      "group_selected New/untested 1",
      "series_left_out  0",
    ]);
  });

  test("a config of a thousand groups makes no thousand series, and says how many are left out", () => {
    const groups = Array.from({ length: 1000 }, (_, index) => group(`G${index}`, "HK"));
    const samples = samplesOf("home", snapshot({ groups }));
    expect(samples.filter(({ name }) => name === "pointsman_group_selected")).toHaveLength(maxGroups);
    expect(samples.at(-1)).toMatchObject({ name: "pointsman_series_left_out", value: 800 });
  });

  test("takes an old core's totals from its connections", () => {
    const old = snapshot({
      traffic: { up: 1, down: 2 },
      connections: { count: 3, uploadTotal: 40, downloadTotal: 50 },
    });
    expect(samplesOf("home", old)).toContainEqual({
      name: "pointsman_traffic_bytes",
      labels: { controller: "home", direction: "down" },
      value: 50,
    });
  });
});

describe("createExposition", () => {
  test("writes OpenMetrics with its end, names of any kind escaped", async () => {
    const { contentType, render } = createExposition();
    const name = 'a "quoted" \\ name\nof 🇭🇰';
    const text = await render([
      { name: "pointsman_controller_up", labels: { controller: "home" }, value: 1 },
      { name: "pointsman_traffic_bytes", labels: { controller: "home", direction: "up" }, value: 12 },
      { name: "pointsman_group_selected", labels: { controller: "home", group: name, node: "x" }, value: 1 },
    ]);
    expect(contentType).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    expect(text).toContain('pointsman_controller_up{controller="home"} 1\n');
    expect(text).toContain("# TYPE pointsman_traffic_bytes counter\n");
    expect(text).toContain('pointsman_traffic_bytes_total{controller="home",direction="up"} 12\n');
    expect(text).toContain('group="a \\"quoted\\" \\\\ name\\nof 🇭🇰"');
    expect(text).toMatch(/process_cpu_seconds_total \d/);
    expect(text.endsWith("# EOF\n")).toBe(true);
  });

  test("what was there at one scrape is gone at the next, where it is gone", async () => {
    const { render } = createExposition();
    const selected = (node: string): Parameters<typeof render>[0] => [
      { name: "pointsman_group_selected", labels: { controller: "home", group: "Proxy", node }, value: 1 },
    ];
    await Promise.all([render(selected("HK")), render(selected("JP"))]);
    const text = await render(selected("SG"));
    expect(text.split("\n").filter((line) => line.startsWith("pointsman_group_selected{"))).toEqual([
      'pointsman_group_selected{controller="home",group="Proxy",node="SG"} 1',
    ]);
  });

  test("every name fits the format: a gauge's unit at its end, no reserved suffix", () => {
    for (const name of Object.keys(metricTable))
      expect(name).toMatch(/^pointsman_[a-z_]+(?<!_total|_count|_sum|_bucket)$/);
  });
});
