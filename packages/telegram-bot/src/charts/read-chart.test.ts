import { type Controller, ControllerError, type OperationOutput } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { fakeController } from "../../test/support/fake-controller.ts";
import { fakeSeries } from "../../test/support/fake-series.ts";
import { group, snapshot } from "../../test/support/snapshot.ts";
import { chartKindsOf, delayChart, hasDelays, readChart, trafficChart, usageChart } from "./read-chart.ts";

const options = { actor: { outlet: "telegram", id: "1" }, signal: new AbortController().signal } as const;
const point = { at: 0, min: 1, avg: 2, max: 3 };
const history = (names: readonly string[], more: object = {}): OperationOutput<"get-history"> => ({
  lines: names.map((name) => ({ name, points: [{ ...point, ...more }] })),
  stepMs: 10_000,
  since: 0,
  until: 10_000,
});
const usage: OperationOutput<"get-usage"> = {
  rows: [
    { key: "192.168.1.20", name: "TV", upload: 1, download: 10 },
    { key: "192.168.1.21", upload: 0, download: 5 },
    { key: "192.168.1.22", upload: 0, download: 0 },
  ],
  coverage: 0.5,
  unattributed: { upload: 2, download: 3 },
  since: 0,
  until: 1,
};
const house = snapshot([group("Proxy", ["HK"]), group("Streaming", ["HK"])], []);

/** A controller whose core answers so, beside a process that draws and counts. */
function controllerWith(answer: (id: string) => unknown, engines = { history: {}, usage: {} } as never) {
  return fakeController("home", house, ({ id }) => answer(id), engines);
}

test("what can be drawn depends on what the process keeps", () => {
  const kinds = (engines: object) => chartKindsOf({ engines });
  expect(kinds({})).toEqual([]);
  expect(kinds({ history: {} })).toEqual(["traffic", "delay", "memory", "connections"]);
  expect(kinds({ usage: {} })).toEqual(["usage"]);
});

describe("a chart is read", () => {
  test("of the traffic with the ledger's sums", async () => {
    const { controller, runs } = controllerWith((id) => (id === "get-usage" ? usage : history(["up", "down"])));
    const chart = await readChart(controller, { what: "traffic", range: "7d" }, options);
    expect(chart).toMatchObject({ moved: { upload: 3, download: 18 }, coverage: 0.5, keys: [] });
    expect(runs.map(({ id, input }) => [id, input])).toEqual([
      ["get-history", { what: "traffic", since: "7d", points: 300 }],
      ["get-usage", { by: "device", since: "7d" }],
    ]);
  });

  test("of one group's delay, which nobody may have tested yet", async () => {
    const { controller, runs } = controllerWith(() => {
      throw new ControllerError("not-found", "x");
    });
    expect(await readChart(controller, { what: "delay", range: "1h", group: "Proxy" }, options)).toBeUndefined();
    expect(runs[0]?.input).toMatchObject({ what: "delay", group: "Proxy" });
  });

  test("or not, where the asking fails for another reason", async () => {
    const { controller } = controllerWith(() => {
      throw new ControllerError("unsupported", "x");
    });
    await expect(readChart(controller, { what: "memory", range: "1h" }, options)).rejects.toThrow("x");
  });

  test.each(["traffic", "memory", "connections", "delay"] as const)(
    "of %s has the times of the chat's zone",
    async (what) => {
      const day = { ...history(["up", "down"]), until: 86_400_000 };
      const { controller } = controllerWith((id) => (id === "get-usage" ? usage : day));
      const inZone = async (timeZone: string) =>
        (await readChart(controller, { what, range: "24h" }, { ...options, timeZone }))?.svg ?? "";
      expect(await inZone("Asia/Tokyo")).not.toBe(await inZone("UTC"));
    },
  );

  test.each(["memory", "connections", "usage", "delay"] as const)("of %s", async (what) => {
    const { controller } = controllerWith((id) => (id === "get-usage" ? usage : history(["Proxy"])));
    expect((await readChart(controller, { what, range: "24h" }, options))?.svg).toMatch(/^<svg .*<\/svg>$/);
  });
});

test("groups are drawn in the config's order, six of them, each by its number", () => {
  const order = ["H", "G", "F", "E", "D", "C", "B", "A"];
  const chart = delayChart(history(["A", "B", "C", "D", "E", "F", "G", "H", "unlisted"]), order);
  expect(chart?.keys.map(({ mark, name }) => `${mark} ${name ?? ""}`)).toEqual([
    "1 H",
    "2 G",
    "3 F",
    "4 E",
    "5 D",
    "6 C",
  ]);
  expect(chart?.others).toBe(3);
  expect(chart?.hasFailures).toBe(false);
  expect(delayChart(history(["A"], { failed: 1 }), [])?.hasFailures).toBe(true);
});

test("devices are named where they have a name, and those that moved nothing are left out", () => {
  expect(usageChart(usage)?.keys).toEqual([
    { mark: "1", name: "TV", bytes: 11 },
    { mark: "2", name: "192.168.1.21", bytes: 5 },
  ]);
});

test("where nothing was recorded there is no picture", () => {
  const empty = { ...history([]), lines: [{ name: "up", points: [] }] };
  expect(trafficChart(empty)).toBeUndefined();
  expect(delayChart(empty, [])).toBeUndefined();
  expect(usageChart({ ...usage, rows: [] })).toBeUndefined();
});

test("delays are there where some were recorded, and not where the group is unknown or nobody records", () => {
  const at = (engines: Controller["engines"]): Pick<Controller, "id" | "engines"> => ({ id: "home", engines });
  expect(hasDelays(at({}))).toBe(false);
  expect(hasDelays(at({ history: { series: fakeSeries } }), "🎬 Streaming")).toBe(true);
  const blank = { lines: [{ name: "Proxy", points: [] }], stepMs: 1, since: 0, until: 1 };
  expect(hasDelays(at({ history: { series: () => blank } }))).toBe(false);
  const unknown = (): never => {
    throw new ControllerError("not-found", "x");
  };
  expect(hasDelays(at({ history: { series: unknown } }), "Proxy")).toBe(false);
});
