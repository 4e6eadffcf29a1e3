import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { openConsole } from "../console.ts";
import type { CommandContext } from "./command.ts";
import { commandNames, loadCommand } from "./index.ts";

/** A command's context whose output can be read. */
function context(words: readonly string[], flags: CommandContext["flags"] = {}) {
  const output = Object.assign(new PassThrough({ highWaterMark: 1 << 20 }), { isTTY: false });
  const console = openConsole(output as never, new PassThrough());
  const value: CommandContext = {
    words,
    flags,
    argv: words,
    console,
    signal: new AbortController().signal,
    environment: {},
  };
  return { value, said: () => String(output.read() ?? "") };
}

async function run(
  name: string,
  words: readonly string[],
  flags: CommandContext["flags"] = {},
): Promise<{ status: number; said: string }> {
  const command = await loadCommand(name);
  if (command === undefined) throw new Error(`no command ${name}`);
  const { value, said } = context(words, flags);
  return { status: await command(value), said: said() };
}

describe("commands", () => {
  test.each(commandNames)("%s is there", async (name) => {
    expect(await loadCommand(name)).toEqual(expect.any(Function));
  });

  test("what is none is not found, inherited names included", async () => {
    expect(await loadCommand("toString")).toBeUndefined();
  });

  test.each([
    ["call", [], "call needs a row"],
    ["call", ["traffic.stream"], "use pointsman watch traffic"],
    ["call", ["flush-dns"], "use pointsman do flush-dns"],
    ["do", [], "do needs an operation"],
    ["do", ["cache.flushDns"], "use pointsman call cache.flushDns"],
    ["watch", [], "watch needs one of"],
  ])("%s %j is told: %s", async (name, words, sentence) => {
    await expect(run(name, words)).rejects.toThrow(sentence);
  });

  test("endpoints tells kind, danger and what a call takes", async () => {
    const { said } = await run("endpoints", [], { json: true });
    const rows = JSON.parse(said) as { id: string; [key: string]: unknown }[];
    expect(rows.find(({ id }) => id === "proxies.delay")).toMatchObject({
      method: "GET",
      path: "/proxies/{proxy}/delay",
      kind: "command",
      danger: "reversible",
      query: { required: ["url", "timeout"] },
    });
    expect(rows.find(({ id }) => id === "proxies.select")).toMatchObject({ body: { required: ["name"] } });
    expect(rows.find(({ id }) => id === "traffic.stream")).toMatchObject({ kind: "stream" });
  });

  test("operations tells input and output", async () => {
    const { said } = await run("operations", [], { json: true });
    const all = JSON.parse(said) as { id: string; [key: string]: unknown }[];
    expect(all.find(({ id }) => id === "set-mode")).toMatchObject({
      danger: "reversible",
      input: { required: ["mode"] },
      output: { required: ["was", "now"] },
    });
    expect((await run("operations", [])).said).toMatch(
      /select-node +reversible +group, node, closeConnections\?, match\? +Switch/,
    );
  });
});
