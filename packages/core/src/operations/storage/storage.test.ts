import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../../test/scripted-core.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

function store(keeps = true) {
  const values = new Map<string, unknown>();
  const core = scriptedCore({
    "storage.get": ({ target }) => values.get(target) ?? null,
    "storage.put": ({ target, body }) => void (keeps && values.set(target, body)),
    "storage.delete": ({ target }) => void values.delete(target),
  });
  return createRunner(core);
}

describe("the core's storage", () => {
  test("gives back what was written, and null where nothing is", async () => {
    const runner = store();
    expect(await runner.run("write-storage", { key: "k", value: { a: [1, null] } }, options)).toEqual({
      value: { a: [1, null] },
    });
    expect(await runner.run("read-storage", { key: "k" }, options)).toEqual({ value: { a: [1, null] } });
    expect(await runner.run("delete-storage", { key: "k" }, options)).toEqual({ value: { a: [1, null] } });
    expect(await runner.run("read-storage", { key: "k" }, options)).toEqual({ value: null });
  });

  test("a value that the core drops silently is rejected", async () => {
    await expect(store(false).run("write-storage", { key: "k", value: 1 }, options)).rejects.toMatchObject({
      code: "rejected",
      reason: "not-applied",
    });
  });

  test("a key of more than 64 bytes is refused before the core drops it", async () => {
    await expect(store().run("write-storage", { key: "键".repeat(22), value: 1 }, options)).rejects.toMatchObject({
      code: "invalid-input",
      message: 'write-storage: "key" must not exceed 64 bytes, as the core drops longer keys silently.',
    });
    await store().run("write-storage", { key: "键".repeat(21), value: 1 }, options);
  });
});
