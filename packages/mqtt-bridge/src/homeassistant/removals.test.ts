import { beforeEach, describe, expect, it } from "vitest";
import { Removals, type RemovalsOptions } from "./removals.ts";

const topic = "homeassistant/device/pointsman_home_core/config";
const empty = Buffer.alloc(0);

let log: string[];
beforeEach(() => {
  log = [];
});

function removals(policy: RemovalsOptions["policy"], bringsBack = false): Removals {
  const made = new Removals({
    policy,
    hear: (on) => log.push(`hears ${on}`),
    gone: (on) => log.push(`gone ${on}`),
    reannounce: (on) => log.push(`again ${on}`),
    info: () => log.push("told"),
  });
  made.up(bringsBack);
  return made;
}

function say(to: Removals, payload: string): void {
  to.sending({ topic, payload, retain: true });
  to.sent({ topic, payload, retain: true });
}

describe("a discovery topic of ours that somebody else empties", () => {
  it("is heard once it was announced, and stays away", () => {
    const known = removals("respect");
    expect(known.take({ topic, payload: empty })).toBe(false);
    say(known, "{}");
    say(known, "{}");
    expect(known.take({ topic, payload: empty })).toBe(true);
    expect(known.take({ topic, payload: empty })).toBe(true);
    expect(log).toEqual([`hears ${topic}`, `gone ${topic}`, "told"]);
    expect(known.isWithdrawn(topic)).toBe(true);
    known.up(false);
    expect(known.isWithdrawn(topic)).toBe(true);
    known.restore();
    expect(known.isWithdrawn(topic)).toBe(false);
  });

  it("comes back where the config wants that", () => {
    const known = removals("reannounce");
    say(known, "{}");
    known.take({ topic, payload: empty });
    expect(log).toEqual([`hears ${topic}`, `gone ${topic}`, `again ${topic}`]);
    expect(known.isWithdrawn(topic)).toBe(false);
  });

  it("is told from one that we emptied ourselves, on a broker that brings our own messages back", () => {
    const known = removals("respect", true);
    say(known, "{}");
    known.take({ topic, payload: Buffer.from("{}") });
    say(known, "");
    say(known, "{}");
    known.take({ topic, payload: empty });
    expect(known.isWithdrawn(topic)).toBe(false);
    known.take({ topic, payload: empty });
    expect(known.isWithdrawn(topic)).toBe(true);
  });

  it("is no removal after our own, nor is anything that is no announcement", () => {
    const known = removals("respect");
    say(known, "{}");
    say(known, "");
    known.take({ topic, payload: empty });
    known.sent({ topic: "pointsman/home/mode", payload: "rule", retain: true });
    expect(known.take({ topic: "pointsman/home/mode", payload: empty })).toBe(false);
    expect(log).toEqual([`hears ${topic}`]);
  });
});
