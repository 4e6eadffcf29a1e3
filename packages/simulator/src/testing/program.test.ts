import { expect, it } from "vitest";
import { startProgram } from "./program.ts";

function node(script: string): ReturnType<typeof startProgram> {
  return startProgram({ command: process.execPath, args: ["-e", script] });
}

it("waits for a line of the program and ends it by SIGTERM", async () => {
  const program = node('console.log("one"); console.error("ready at 7"); setInterval(() => {}, 1000)');
  expect(await program.line(/^ready at/, 5000)).toBe("ready at 7");
  expect(program.running).toBe(true);
  await program.stop();
  expect(program.running).toBe(false);
  await program.stop();
});

it("kills a program that does not listen to SIGTERM", async () => {
  const program = node('process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1000)');
  await program.line(/^deaf/, 5000);
  await program.stop();
  expect(program.running).toBe(false);
});

it("quotes the last words of a program that ended early", async () => {
  const program = node('console.log("no such house"); process.exit(1)');
  await expect(program.line(/^ready/, 5000)).rejects.toThrow(/ended before.*no such house/s);
});

it("says why a program could not be started", async () => {
  const program = startProgram({ command: "/no/such/program", args: [] });
  await program.ended;
  expect(program.output()).toContain("ENOENT");
  expect(program.running).toBe(false);
});
