import { expect, test } from "vitest";
import { connection, frameOf } from "../../../test/support/connections.ts";
import { handHeld } from "../../../test/support/hand-held.ts";
import { ControllerError } from "../../client/errors.ts";
import { Followed } from "./followed.ts";
import { Meter } from "./meter/meter.ts";
import { Calendar } from "./time/calendar.ts";

function setUp(frameMs?: number) {
  let nowMs = Date.parse("2026-11-24T10:00:00Z");
  const home = handHeld();
  const meter = new Meter({ calendar: new Calendar("UTC"), hosts: "full", maxGapMs: 10_000 });
  const followed = new Followed({ streams: home.streams, meter, now: () => (nowMs += 1000), frameMs });
  const download = (): number =>
    (meter.unsaved()?.batches ?? []).flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.download, 0);
  return { home, meter, followed, download };
}

const many = (count: number, download: number) =>
  frameOf(Array.from({ length: count }, (_, index) => connection(`c${index}`, { download })));

test("frames are asked for the more often the smaller they are, and no byte is lost or counted twice meanwhile", () => {
  const { home, followed, download } = setUp();
  followed.keepPace();
  expect(home.asked).toEqual([1000]);
  home.send(many(2, 100));
  followed.keepPace();
  home.send(many(2, 150));
  followed.keepPace();
  expect([home.asked, home.readers]).toEqual([[1000, 250], 1]);
  home.send(many(5000, 150));
  followed.keepPace();
  expect([home.asked, home.readers]).toEqual([[1000, 250, 2000], 1]);
  home.send(many(5000, 151));
  expect(download()).toBe(2 * 50 + 4998 * 150 + 5000);
  followed.stop();
  expect(home.readers).toBe(0);
});

test("a pace that is given stays", () => {
  const { home, followed } = setUp(5000);
  home.send(many(2, 100));
  followed.keepPace();
  expect(home.asked).toEqual([5000]);
});

test("of a controller that was closed nothing more is asked", () => {
  const home = handHeld();
  const meter = new Meter({ calendar: new Calendar("UTC"), hosts: "full", maxGapMs: 10_000 });
  let isClosed = false;
  const streams: typeof home.streams = {
    ...home.streams,
    connections: (everyMs) => {
      if (isClosed) throw new ControllerError("aborted", "Closed.");
      return home.streams.connections(everyMs);
    },
  };
  const followed = new Followed({ streams, meter, now: () => 0 });
  home.send(many(1, 1));
  isClosed = true;
  expect(() => followed.keepPace()).not.toThrow();
  expect(home.readers).toBe(1);
  followed.stop();
  expect(home.readers).toBe(0);
});
