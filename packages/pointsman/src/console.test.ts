import { PassThrough } from "node:stream";
import { ConfigError } from "@pointsman/core/config";
import { ControllerError } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { openConsole } from "./console.ts";
import { UsageError } from "./exit.ts";

function consoleOn(output = new PassThrough(), { isTTY = false } = {}) {
  const problems = new PassThrough();
  const console = openConsole(Object.assign(output, { isTTY }) as never, problems);
  return { console, output, said: () => String(output.read() ?? ""), complained: () => String(problems.read() ?? "") };
}

describe("openConsole", () => {
  test("a document is one line for a program and indented for a terminal; no answer is null", async () => {
    const program = consoleOn();
    await program.console.document({ a: 1 });
    await program.console.document(undefined);
    expect(program.said()).toBe('{"a":1}\nnull\n');
    const terminal = consoleOn(new PassThrough(), { isTTY: true });
    await terminal.console.document({ a: 1 });
    expect(terminal.said()).toBe('{\n  "a": 1\n}\n');
  });

  test("waits while the reader is slow", async () => {
    const { console, output } = consoleOn(new PassThrough({ highWaterMark: 1 }));
    let isDone = false;
    const line = console.line("long enough to fill it").then(() => (isDone = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    output.read();
    await line;
  });

  test("a reader that went away ends the writing without a complaint", async () => {
    const { console, output, complained } = consoleOn(new PassThrough({ highWaterMark: 1 }));
    const line = console.line("nobody reads this");
    output.destroy(Object.assign(new Error("EPIPE"), { code: "EPIPE" }));
    await line;
    expect(console.closed.aborted).toBe(true);
    expect(console.fail(new Error("late"))).toBe(0);
    expect(complained()).toBe("");
  });

  test.each<[Error, string, number]>([
    [new ControllerError("not-found", "There is no\nnode."), "not-found: There is no node.\n", 1],
    [new ControllerError("invalid-input", "No."), "invalid-input: No.\n", 2],
    [new UsageError("no such option"), "invalid-input: no such option\n", 2],
    [
      new ConfigError("f", [
        { key: "a", problem: "is missing", line: 2 },
        { key: "b", problem: "is missing" },
      ]),
      "invalid-input: f has 2 mistakes:\n  f:2: a is missing\n  f: b is missing\n",
      78,
    ],
    [new Error("odd"), "failed: odd\n", 1],
  ])("%s", (error, sentence, status) => {
    const { console, complained } = consoleOn();
    expect(console.fail(error)).toBe(status);
    expect(complained()).toBe(sentence);
  });
});
