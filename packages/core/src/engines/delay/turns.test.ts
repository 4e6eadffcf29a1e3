import { describe, expect, test } from "vitest";
import { Turns, type Work } from "./turns.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when the test says so, and notes of what was begun and given up. */
function workshop() {
  const started: string[] = [];
  const dropped: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string): Work => ({
    run: () => {
      started.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    },
    dropped: () => void dropped.push(name),
  });
  const end = async (...names: string[]): Promise<void> => {
    for (const name of names) ends.get(name)?.();
    await tick();
  };
  return { started, dropped, work, end };
}

describe("turns", () => {
  test("never start more than the limit, each lane in its order", async () => {
    const { started, work, end } = workshop();
    const lane = new Turns({ limit: 2, cap: 2 }).open();
    for (const name of ["a", "b", "c", "d"]) lane.add(work(name));
    expect(started).toEqual(["a", "b"]);
    await end("b");
    expect(started).toEqual(["a", "b", "c"]);
    await end("a", "c");
    expect(started).toEqual(["a", "b", "c", "d"]);
  });

  test("a limit that rises or falls counts from the next turn on", async () => {
    const { started, work, end } = workshop();
    const limits = { limit: 1, cap: 4 };
    const lane = new Turns(limits).open();
    for (const name of ["a", "b", "c", "d", "e"]) lane.add(work(name));
    limits.limit = 3;
    await end("a");
    expect(started).toEqual(["a", "b", "c", "d"]);
    limits.limit = 1;
    await end("b", "c");
    expect(started).toHaveLength(4);
    await end("d");
    expect(started).toHaveLength(5);
  });

  test("a newcomer gets the next free place, however much others have waiting", async () => {
    const { started, work, end } = workshop();
    const turns = new Turns({ limit: 2, cap: 2 });
    const many = turns.open();
    for (let index = 0; index < 100; index++) many.add(work(`many ${index}`));
    turns.open().add(work("one"));
    expect(started).toEqual(["many 0", "many 1"]);
    await end("many 0");
    expect(started.at(-1)).toBe("one");
  });

  test("a newcomer starts above the limit, up to the cap", () => {
    const { started, work } = workshop();
    const turns = new Turns({ limit: 1, cap: 2 });
    const many = turns.open();
    for (const name of ["many 0", "many 1"]) many.add(work(name));
    turns.open().add(work("one"));
    turns.open().add(work("other"));
    expect(started).toEqual(["many 0", "one"]);
  });

  test("lanes that all have much to do share the places evenly", async () => {
    const { started, work, end } = workshop();
    const turns = new Turns({ limit: 4, cap: 4 });
    const [a, b] = [turns.open(), turns.open()];
    for (let index = 0; index < 20; index++) a.add(work(`a${index}`));
    for (let index = 0; index < 20; index++) b.add(work(`b${index}`));
    for (let index = 0; index < 12; index++) await end(started[index] ?? "");
    const rest = started.slice(-8).map((name) => name[0]);
    expect(rest.filter((name) => name === "a")).toHaveLength(4);
  });

  test("ahead means before what waits in the lane", async () => {
    const { started, work, end } = workshop();
    const lane = new Turns({ limit: 1, cap: 1 }).open();
    for (const name of ["a", "b"]) lane.add(work(name));
    lane.add(work("urgent"), { ahead: true });
    await end("a");
    expect(started).toEqual(["a", "urgent"]);
  });

  test("work in two lanes is started once, by the lane whose turn comes first", async () => {
    const { started, dropped, work, end } = workshop();
    const turns = new Turns({ limit: 1, cap: 1 });
    const many = turns.open();
    const shared = work("shared");
    for (const one of [work("a"), work("b"), work("c"), shared]) many.add(one);
    turns.open().add(shared);
    await end("a");
    expect(started).toEqual(["a", "shared"]);
    await end("shared");
    await end("b");
    await end("c");
    expect(started).toEqual(["a", "shared", "b", "c"]);
    expect(dropped).toEqual([]);
  });

  test("a closed lane starts nothing more; its work is dropped unless another lane wants it", async () => {
    const { started, dropped, work, end } = workshop();
    const turns = new Turns({ limit: 1, cap: 1 });
    const [leaving, staying] = [turns.open(), turns.open()];
    const shared = work("shared");
    leaving.add(work("running"));
    leaving.add(work("unwanted"));
    leaving.add(shared);
    staying.add(shared);
    leaving.close();
    expect(leaving.isClosed).toBe(true);
    expect(dropped).toEqual(["unwanted"]);
    expect(() => leaving.add(work("late"))).toThrow("closed");
    await end("running");
    expect(started).toEqual(["running", "shared"]);
  });
});
