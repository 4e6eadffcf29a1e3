import { expect, onTestFinished, test } from "vitest";
import { openHistory, openHistoryReader } from "../src/engines/history/index.ts";
import { controllerFor, simulator } from "./support/house.ts";
import { ledgerFile } from "./support/ledger.ts";

const person = { actor: { outlet: "app", id: "test" } } as const;

async function drawnHouse(options: Parameters<typeof simulator>[0] = {}) {
  const core = await simulator(options);
  const file = ledgerFile();
  const history = openHistory({ file, timeZone: "UTC", tickMs: 500 });
  onTestFinished(() => history.close());
  const controller = controllerFor(core, { engines: { history } });
  history.follow(controller);
  /** The highest of each line. */
  const peaks = async (what: "traffic" | "memory" | "connections" | "delay"): Promise<Record<string, number>> => {
    const { lines } = await controller.run("get-history", { what, points: 5000 }, person);
    return Object.fromEntries(lines.map(({ name, points }) => [name, Math.max(...points.map(({ max }) => max ?? 0))]));
  };
  return { core, file, history, controller, peaks };
}

test("draws what the core's own record says: traffic, memory, connections", async () => {
  const { core, peaks, file, history } = await drawnHouse();
  const video = core.world.traffic.open({ sourceIP: "192.168.1.30", host: "video.test" });
  core.world.traffic.open({ sourceIP: "192.168.1.31", host: "chat.test" });
  await expect.poll(() => peaks("connections"), { timeout: 20_000 }).toEqual({ connections: 2 });
  await expect.poll(async () => (await peaks("memory"))["memory"] ?? 0, { timeout: 20_000 }).toBeGreaterThan(1e6);

  await expect.poll(() => peaks("traffic"), { timeout: 20_000 }).toEqual({ up: 0, down: 0 });
  video?.transfer(1000, 5_000_000);
  await expect.poll(() => peaks("traffic"), { timeout: 20_000 }).toEqual({ up: 1000, down: 5_000_000 });

  history.flush();
  const reader = openHistoryReader({ file });
  onTestFinished(() => reader.close());
  const [, down] = reader.series({ controller: "home", what: "traffic" }).lines;
  expect(Math.max(...(down?.points ?? []).map(({ max }) => max ?? 0))).toBe(5_000_000);
});

test("draws the delay of the node that a group uses once it was tested, and tests nothing itself", async () => {
  const { core, controller, peaks } = await drawnHouse();
  // This one the core tests by itself when it starts, perhaps after the first look, and the next is a minute away.
  const afterALook = async (): Promise<unknown> => {
    await controller.observer.refresh(["nodes"]);
    return await peaks("delay");
  };
  await expect.poll(afterALook, { timeout: 20_000, interval: 200 }).toEqual({ Auto: 40 });
  expect(core.record.filter(({ path }) => path.includes("/delay"))).toEqual([]);
  await controller.run("test-delay", { group: "Proxy" }, person);
  await expect.poll(() => peaks("delay"), { timeout: 20_000 }).toEqual({ Auto: 40, Proxy: 40 });
});
