import type { Connection, ConnectionsFrame } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { createConnectionWatch } from "./connection-changes.ts";

const connection = (id: string, download = 0, host = "a.test"): Connection =>
  ({ id, upload: 0, download, chains: ["DIRECT"], rule: "Match", metadata: { host, sourceIP: "10.0.0.2" } }) as never;
const frame = (...connections: Connection[]): ConnectionsFrame => ({ downloadTotal: 0, uploadTotal: 0, connections });
const ids = (connections: readonly Connection[] = []): string[] => connections.map(({ id }) => id);

describe("what changes between frames", () => {
  test("is nothing in the first one, then what came and what went, with its last bytes", () => {
    const watch = createConnectionWatch(() => true, false);
    expect(watch.next(frame(connection("a"), connection("b", 5)))).toBeUndefined();
    const changes = watch.next(frame(connection("a", 9), connection("c")));
    expect([ids(changes?.opened), changes?.closed, changes?.updated]).toEqual([["c"], [connection("b", 5)], []]);
  });

  test("tells moved bytes where they are asked for, and no connection that stood still", () => {
    const watch = createConnectionWatch(() => true, true);
    watch.next(frame(connection("a", 1), connection("b", 1)));
    expect(watch.next(frame(connection("a", 8), connection("b", 1)))?.updated).toEqual([
      { connection: connection("a", 8), upload: 0, download: 7 },
    ]);
  });

  test("leaves out what is not watched: neither opened, nor updated, nor closed", () => {
    const asked: string[] = [];
    const watch = createConnectionWatch(({ id, metadata }) => {
      asked.push(id);
      return metadata.host !== "other.test";
    }, true);
    watch.next(frame());
    watch.next(frame(connection("a"), connection("o", 0, "other.test")));
    expect(watch.next(frame(connection("o", 5, "other.test")))).toEqual({
      opened: [],
      closed: [connection("a")],
      updated: [],
    });
    expect(watch.next(frame())?.closed).toEqual([]);
    expect(asked).toEqual(["a", "o"]);
  });

  test("a core without connections sends null", () => {
    const watch = createConnectionWatch(() => true, false);
    watch.next(frame(connection("__proto__")));
    const none: ConnectionsFrame = { downloadTotal: 0, uploadTotal: 0, connections: null };
    expect(ids(watch.next(none)?.closed)).toEqual(["__proto__"]);
  });
});
