import { startSimulator } from "@pointsman/simulator";
import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../src/engines/ledger/index.ts";
import { FrameScanner } from "../src/engines/ledger/frame/frame-scanner.ts";
import { controllerFor, quietHouse, simulator } from "./support/house.ts";
import { ledgerFile } from "./support/ledger.ts";
import { expectSameFrame } from "./support/metered-frames.ts";

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

test("of a busy house each device, host and rule has exactly the bytes that the core moved for it", async () => {
  const core = await simulator({
    config: quietHouse.replace("rules:", "rules:\n  - DOMAIN-SUFFIX,video.test,Auto\n  - DOMAIN,chat.test,DIRECT"),
  });
  const { ledger, usage } = ledgerOf(core);
  await listening(ledger);
  const moved = {
    device: new Map<string, number[]>(),
    host: new Map<string, number[]>(),
    rule: new Map<string, number[]>(),
  };
  const note = (sums: Map<string, number[]>, key: string, upload: number, download: number): void => {
    const [up = 0, down = 0] = sums.get(key) ?? [];
    sums.set(key, [up + upload, down + download]);
  };
  const rules = {
    "cdn.video.test": "DomainSuffix(video.test)",
    "chat.test": "Domain(chat.test)",
    "else.test": "Match",
  };
  const open = Array.from({ length: 60 }, (_, index) => {
    const device = `192.168.1.${20 + (index % 7)}`;
    const [host, rule] = Object.entries(rules)[index % 3]!;
    return { device, host, rule, index, connection: core.world.traffic.open({ sourceIP: device, host })! };
  });
  // In three strokes, so that frames fall between them or not, as it comes.
  for (const stroke of [1, 2, 3]) {
    for (const { device, host, rule, index, connection } of open) {
      const [upload, download] = [stroke * index, stroke * 1000 * (index + 1)];
      connection.transfer(upload, download);
      note(moved.device, device, upload, download);
      note(moved.host, host, upload, download);
      note(moved.rule, rule, upload, download);
    }
    await expect.poll(() => ledger.usage({ by: "device" }).rows.length, { timeout: 20_000 }).toBe(7);
  }
  const asMap = (by: "device" | "host" | "rule") => new Map(usage(by).map(([key, ...bytes]) => [key, bytes]));
  await expect.poll(() => asMap("device"), { timeout: 20_000 }).toEqual(moved.device);
  expect(asMap("host")).toEqual(moved.host);
  expect(asMap("rule")).toEqual(moved.rule);
  expect(ledger.usage({ by: "device" }).unattributed).toEqual({ upload: 0, download: 0 });
});

test("frames of the simulator are counted without being parsed", async () => {
  const core = await startSimulator({ scenario: "home", secret: "s3cret" });
  onTestFinished(() => core.stop());
  const scanner = new FrameScanner();
  const known = new Set<number>();
  const failures: unknown[] = [];
  let frames = 0;
  const leave = controllerFor(core)
    .streams.connections(1000)
    .onRaw((event) => {
      if (event.kind !== "frame") return;
      frames += 1;
      try {
        const scanned = scanner.scan(event.frame.bytes);
        expect(scanned).toBeDefined();
        expectSameFrame(scanned!, event.frame.parse(), known);
      } catch (error) {
        failures.push(error);
      }
    });
  await expect.poll(() => frames, { timeout: 20_000 }).toBeGreaterThan(3);
  leave();
  expect(failures).toEqual([]);
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
