import { describe, expect, test, vi } from "vitest";
import { Client, house } from "./support/house.ts";

type OpenHouse = Awaited<ReturnType<typeof house>>;

const nowOf = ({ core }: OpenHouse): string | undefined => core.world.group("🎬 Streaming")?.current().name;

/** A house whose bot speaks to Telegram through the group, as the core's connections show. */
async function behindStreaming(rollBackMs: number): Promise<OpenHouse> {
  const home = await house({ pace: { rollBackMs } });
  const host = new URL(home.api.url).hostname;
  const streaming = home.core.world.group("🎬 Streaming");
  if (streaming === undefined) throw new Error("the house has no such group");
  const open = home.core.world.traffic.open({ host: "netflix.com", destinationIP: host });
  expect(open?.connection.chains).toContain("🎬 Streaming");
  return home;
}

describe("a switch of the group that carries the bot's own way", () => {
  /** The group is switched, Telegram is out of reach, the switch is taken back, and Telegram is there again. */
  async function takenBack(): Promise<{ readonly home: OpenHouse; readonly ada: Client; readonly was: string }> {
    const home = await behindStreaming(400);
    const was = nowOf(home) ?? "";
    const ada = new Client(home.api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    const switched = home.core.record.expect({ method: "PUT" });
    // Nobody waits for its answer, which is lost in the outage.
    void ada.press(/^🇭🇰 HK 02/).catch(() => undefined);
    await switched;
    home.api.faults.outage();
    await vi.waitFor(() => expect(nowOf(home)).toMatch(/HK 02/), { timeout: 5000 });
    await vi.waitFor(() => expect(nowOf(home)).toBe(was), { timeout: 10_000 });
    home.api.faults.restore();
    await ada.sees(`Telegram was out of reach: 🎬 Streaming is back on ${was}.`);
    return { home, ada, was };
  }

  test("is taken back by itself where Telegram is out of reach after it, and says so", async () => {
    const { home, was } = await takenBack();
    expect(nowOf(home)).toBe(was);
  });

  test("can be made again and kept, whatever becomes of Telegram, by a second press that says what it means", async () => {
    const { home, ada } = await takenBack();
    await ada.go("Keep anyway", "this chat may fall silent");
    home.api.calls.clear();
    await ada.go("Yes", "whether Telegram answers or not");
    expect(nowOf(home)).toMatch(/HK 02/);
    expect(ada.labels.join()).not.toContain("Keep anyway");
    // Nobody watches over it.
    expect(home.api.calls.of("getMe")).toEqual([]);
  });

  test("stays where Telegram answers", async () => {
    const home = await behindStreaming(10_000);
    const ada = new Client(home.api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    const asked = home.api.calls.next("getMe");
    expect(await ada.go(/^🇭🇰 HK 02/, /Now: 🇭🇰 HK 02/)).toContain("I go back by myself if it breaks");
    await asked;
    expect(nowOf(home)).toMatch(/HK 02/);
  });
});

describe("a change of the mode where the core carries the bot's own way", () => {
  async function changed(home: OpenHouse): Promise<Client> {
    const ada = new Client(home.api);
    await ada.write("/mode", "Now: rule");
    await ada.go("direct", "Sure?");
    return ada;
  }

  test("is taken back by itself where Telegram is out of reach after it, and says so", async () => {
    const home = await behindStreaming(400);
    const ada = await changed(home);
    const changes = home.core.record.expect({ method: "PATCH" });
    void ada.press("Yes").catch(() => undefined);
    await changes;
    home.api.faults.outage();
    await vi.waitFor(() => expect(home.core.world.settings.mode).toBe("direct"), { timeout: 5000 });
    await vi.waitFor(() => expect(home.core.world.settings.mode).toBe("rule"), { timeout: 10_000 });
    home.api.faults.restore();
    await ada.sees("Telegram was out of reach: the mode is rule again.");
  });

  test("stays where Telegram answers", async () => {
    const home = await behindStreaming(10_000);
    const ada = await changed(home);
    const asked = home.api.calls.next("getMe");
    await ada.go("Yes", "I go back by myself if it breaks");
    await asked;
    expect(home.core.world.settings.mode).toBe("direct");
  });
});
