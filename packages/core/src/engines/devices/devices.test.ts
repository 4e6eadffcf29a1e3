import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connection, frameOf } from "../../../test/support/connections.ts";
import { handHeld } from "../../../test/support/hand-held.ts";
import type { Join } from "../../identity/devices/neighbour-table.ts";
import { type DevicesOptions, openDevices } from "./devices.ts";
import type { DevicesState } from "./state-file.ts";

const tv = "aa:bb:cc:dd:ee:01";
const guest = "aa:bb:cc:dd:ee:99";
const day = 86_400_000;

function stateFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-devices-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "devices.json");
}

/** Devices whose neighbours and clock a test sets. */
function house(options: Partial<DevicesOptions> = {}) {
  const table: Join[] = [];
  const clock = { ms: 1_000_000_000_000 };
  const troubles: string[] = [];
  const file = options.file ?? stateFile();
  const devices = openDevices({
    file,
    settings: { names: { [tv]: "TV" }, neighbours: true },
    readNeighbours: async () => [...table],
    now: () => clock.ms,
    onTrouble: (message) => troubles.push(message),
    ...options,
  });
  onTestFinished(() => devices.close());
  const home = handHeld();
  devices.follow(home);
  const news: string[] = [];
  devices.onNewDevice(({ key, name, address, controller }) => news.push([key, name, address, controller].join(" ")));
  return {
    devices,
    home,
    table,
    clock,
    troubles,
    news,
    file,
    /** These addresses have a connection each; resolves when the system was asked about them. */
    speak: async (...addresses: readonly string[]) => {
      home.send(frameOf(addresses.map((sourceIP) => connection(sourceIP, { metadata: { sourceIP } }))));
      await devices.refresh();
      await devices.refresh();
    },
  };
}

describe("a new device", () => {
  test("is told once, by its hardware address, which the system is asked for first", async () => {
    const { clock, table, news, speak } = house();
    await speak("192.168.1.20");
    clock.ms += 2 * day;
    table.push({ address: "192.168.1.99", mac: guest }, { address: "fd00::99", mac: guest });
    await speak("192.168.1.20", "192.168.1.99");
    await speak("192.168.1.99", "fd00::99");
    expect(news).toEqual([`${guest}  192.168.1.99 home`]);
  });

  test("is no news on the first day: the house has to come home once", async () => {
    const { clock, news, speak } = house();
    for (let hour = 0; hour < 24; hour++) {
      await speak(`192.168.1.${hour + 10}`);
      clock.ms += 3_600_000;
    }
    expect(news).toEqual([]);
    await speak("192.168.1.10", "192.168.1.99");
    expect(news).toEqual(["192.168.1.99  192.168.1.99 home"]);
  });

  test("is none after a restart, nor when the hardware behind a known address becomes known", async () => {
    const first = house();
    await first.speak("192.168.1.20");
    first.devices.close();
    const second = house({ file: first.file });
    second.clock.ms += 2 * day;
    await second.speak("192.168.1.20");
    second.table.push({ address: "192.168.1.20", mac: tv });
    await second.devices.refresh();
    await second.speak("192.168.1.20");
    expect(second.news).toEqual([]);
    expect(second.devices.list()).toMatchObject([{ key: tv, name: "TV", addresses: ["192.168.1.20"] }]);
  });

  test("is neither the core's own host nor an address of IPv6 that nobody knows the hardware of", async () => {
    const { clock, news, devices, speak } = house();
    clock.ms += 2 * day;
    await speak("127.0.0.1", "2001:db8::5");
    expect([news, devices.list()]).toEqual([[], []]);
  });
});

test("the system is asked once for an address that it does not know", async () => {
  let asked = 0;
  const { devices, home } = house({
    readNeighbours: async () => {
      asked++;
      return [];
    },
  });
  await devices.refresh();
  const before = asked;
  const show = () => home.send(frameOf([connection("a", { metadata: { sourceIP: "2001:db8::5" } })]));
  show();
  await vi.waitFor(() => expect(asked).toBe(before + 1));
  show();
  await devices.refresh();
  expect(asked).toBe(before + 2);
});

describe("naming", () => {
  test("is kept over a restart, told to those who listen, and can be taken back", async () => {
    const { devices, table, file, speak } = house();
    table.push({ address: "192.168.1.31", mac: guest });
    await speak("192.168.1.31");
    let changes = 0;
    const leave = devices.onChange(() => changes++);
    expect(devices.nameDevice("192.168.1.31", " Anna's phone ")).toEqual({ key: guest, was: undefined });
    expect(devices.nameDevice("anna's PHONE", "Anna")).toEqual({ key: guest, was: "Anna's phone" });
    expect(changes).toBe(2);
    leave();
    expect(house({ file }).devices.nameOf(guest)).toBe("Anna");
    expect(devices.nameDevice(guest, undefined)).toEqual({ key: guest, was: "Anna" });
    expect([devices.nameOf(guest), devices.givenNameOf(guest), changes]).toEqual([undefined, undefined, 2]);
  });

  test.each([
    ["not-found", "Telly", "x", 'did you mean "TV"?'],
    ["invalid-input", "192.168.1.31", "", "1 to 64"],
    ["invalid-input", "192.168.1.31", "x".repeat(65), "1 to 64"],
    ["invalid-input", "192.168.1.31", "a\nb", "line breaks"],
    ["invalid-input", "192.168.1.31", "tv", `means ${tv} already`],
    ["invalid-input", "192.168.1.31", "192.168.1.20", "already"],
  ])("is %s for %j as %j", async (code, wanted, name, message) => {
    const { devices, table, speak } = house();
    table.push({ address: "192.168.1.20", mac: tv });
    await speak("192.168.1.20", "192.168.1.31");
    const wrong = wanted === "Telly" ? "TW" : wanted;
    expect(() => devices.nameDevice(wrong, name)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

test("what devices do now is told for controllers that are followed", async () => {
  const { devices, home, clock } = house();
  const show = (download: number) =>
    home.send(frameOf([connection("a", { download, metadata: { sourceIP: "192.168.1.31" } })]));
  show(0);
  clock.ms += 10_000;
  show(50_000);
  expect(devices.live("home")?.get("192.168.1.31")).toMatchObject({ up: 0, down: 5000, connections: 1 });
  expect(devices.live("elsewhere")).toBeUndefined();
  clock.ms += 60_000;
  expect(devices.live("home")).toBeUndefined();
});

test("leaves a controller, closes twice, and leaves no timer and no reader behind", () => {
  vi.useFakeTimers();
  try {
    const { devices, home, file } = house();
    expect(() => devices.follow(home)).toThrow("watched already");
    const other = handHeld("other");
    const leave = devices.follow(other);
    leave();
    leave();
    expect(other.readers).toBe(0);
    devices.nameDevice("192.168.1.31", "Anna");
    devices.close();
    devices.close();
    expect([home.readers, vi.getTimerCount()]).toEqual([0, 0]);
    expect(readFileSync(file, "utf8")).toContain("Anna");
  } finally {
    vi.useRealTimers();
  }
});

test("neighbours and leases are read every minute, and who spoke last is saved every five", async () => {
  vi.useFakeTimers();
  try {
    let reads = 0;
    const { file, speak, clock, home } = house({
      readNeighbours: async () => {
        reads++;
        return [];
      },
    });
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(reads).toBe(3);
    await speak("192.168.1.20");
    const saved = () => (JSON.parse(readFileSync(file, "utf8")) as DevicesState).devices[0]?.lastSeenMs;
    expect(saved()).toBe(clock.ms);
    clock.ms += 1000;
    home.send(frameOf([connection("a", { metadata: { sourceIP: "192.168.1.20" } })]));
    expect(saved()).toBe(clock.ms - 1000);
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(saved()).toBe(clock.ms);
  } finally {
    vi.useRealTimers();
  }
});

test("a state that cannot be saved is told once, and the devices go on", async () => {
  const file = stateFile();
  const { devices, troubles, speak } = house({ file });
  await speak("192.168.1.20");
  mkdirSync(`${file}.new`);
  devices.nameDevice("192.168.1.20", "A");
  devices.nameDevice("192.168.1.20", "B");
  expect(troubles).toEqual([expect.stringContaining("cannot be saved")]);
  expect(devices.nameOf("192.168.1.20")).toBe("B");
});
