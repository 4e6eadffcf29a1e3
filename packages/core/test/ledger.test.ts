import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../src/engines/ledger/index.ts";
import { controllerFor, simulator } from "./support/house.ts";
import { ledgerFile } from "./support/ledger.ts";

type Core = Awaited<ReturnType<typeof simulator>>;

function ledgerOf(core: Core, file = ledgerFile()) {
  const ledger = openLedger({ file, timeZone: "UTC", frameMs: 1000 });
  onTestFinished(() => ledger.close());
  const controller = controllerFor(core);
  ledger.follow(controller);
  const usage = (by: "device" | "host" | "outbound" | "rule" = "device") =>
    ledger.usage({ by, since: "2020-01-01" }).rows.map(({ key, upload, download }) => [key, upload, download]);
  return { ledger, controller, file, usage };
}

/** Until two frames came one after the other: from then on nothing is a baseline. */
async function listening(ledger: ReturnType<typeof ledgerOf>["ledger"]): Promise<void> {
  await expect.poll(() => ledger.usage({ by: "device" }).coverage, { timeout: 20_000 }).toBeGreaterThan(0);
}

test("agrees with the core's own record of each device, host and outbound", async () => {
  const core = await simulator();
  const { ledger, controller, usage } = ledgerOf(core);
  await listening(ledger);
  await controller.run("select-node", { group: "Proxy", node: "JP 01" }, { actor: { outlet: "app", id: "test" } });
  const tv = core.world.traffic.open({ sourceIP: "192.168.1.30", host: "video.test" });
  const phone = core.world.traffic.open({ sourceIP: "192.168.1.31", host: "chat.test" });
  tv?.transfer(1000, 5_000_000);
  phone?.transfer(300, 700);
  await expect
    .poll(() => usage(), { timeout: 20_000 })
    .toEqual([
      ["192.168.1.30", 1000, 5_000_000],
      ["192.168.1.31", 300, 700],
    ]);
  tv?.transfer(0, 1);
  await expect
    .poll(() => usage("host"), { timeout: 20_000 })
    .toEqual([
      ["video.test", 1000, 5_000_001],
      ["chat.test", 300, 700],
    ]);
  expect(usage("outbound")).toEqual([["Proxy → JP 01", 1300, 5_000_701]]);
  expect(usage("rule")).toEqual([["Match", 1300, 5_000_701]]);
});

test("over a restart of the core and one of the app no byte is lost or counted twice", async () => {
  const core = await simulator();
  const first = ledgerOf(core);
  await listening(first.ledger);
  core.world.traffic.open({ sourceIP: "192.168.1.30", host: "video.test" })?.transfer(0, 1000);
  await expect.poll(() => first.usage(), { timeout: 20_000 }).toEqual([["192.168.1.30", 0, 1000]]);

  await core.restart();
  const after = core.world.traffic.open({ sourceIP: "192.168.1.30", host: "video.test" });
  after?.transfer(0, 20);
  await expect.poll(() => first.usage(), { timeout: 20_000 }).toEqual([["192.168.1.30", 0, 1020]]);

  first.ledger.close();
  after?.transfer(0, 3);
  const second = ledgerOf(core, first.file);
  await expect.poll(() => second.usage(), { timeout: 20_000 }).toEqual([["192.168.1.30", 0, 1023]]);
  expect(second.ledger.usage({ by: "device" }).unattributed).toEqual({ upload: 0, download: 0 });
});

test("what came and went between two frames is told as unattributed", async () => {
  const core = await simulator();
  const { ledger, usage } = ledgerOf(core);
  await listening(ledger);
  const short = core.world.traffic.open({ sourceIP: "192.168.1.30", host: "short.test" });
  short?.transfer(7, 4000);
  short?.close();
  await expect
    .poll(() => ledger.usage({ by: "device" }).unattributed, { timeout: 20_000 })
    .toEqual({ upload: 7, download: 4000 });
  expect(usage()).toEqual([]);
});
