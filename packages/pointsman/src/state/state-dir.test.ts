import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readInstance } from "./instance.ts";
import { openStateDir } from "./state-dir.ts";

let folder: string;
let problems: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-state-"));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const onProblem = (sentence: string): void => void problems.push(sentence);

/** Takes the lock in a process of its own, says so, and ends as told. */
function inChild(state: string, end: string): { status: number | null; stdout: string } {
  const module = path.join(import.meta.dirname, "state-dir.ts");
  const script = `
    const { openStateDir } = await import(${JSON.stringify(module)});
    try { console.log(openStateDir(${JSON.stringify(state)}, console.log).instance); } catch (error) { console.log(error.code + ": " + error.message); }
    ${end}`;
  return spawnSync(
    process.execPath,
    ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script],
    { encoding: "utf8" },
  );
}

describe("openStateDir", () => {
  test("makes the folder for its owner alone, and knows its own name again", () => {
    const state = path.join(folder, "deep", "state");
    const first = openStateDir(state, onProblem);
    first.release();
    const second = openStateDir(state, onProblem);
    second.release();
    expect(statSync(state).mode & 0o777).toBe(0o700);
    expect(first.instance).toMatch(/^[a-z0-9-]+-[0-9a-f]{6}$/);
    expect(second.instance).toBe(first.instance);
    expect(JSON.parse(readFileSync(path.join(state, "instance.json"), "utf8"))).toEqual({
      version: 1,
      instance: first.instance,
    });
    expect(problems).toEqual([]);
  });

  test("the lock of a process that was killed is nobody's", () => {
    const { stdout } = inChild(folder, 'process.kill(process.pid, "SIGKILL");');
    const state = openStateDir(folder, onProblem);
    state.release();
    expect(state.instance).toBe(stdout.trim());
  });

  test("a path that is no folder is told in one sentence", () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    expect(() => openStateDir(file, onProblem)).toThrow(
      `The state-dir ${file} cannot be used (EEXIST): this user must be able to write there.`,
    );
  });
});

describe("readInstance", () => {
  test("takes the host's name with a tail, whatever the name holds", () => {
    expect(readInstance(folder, onProblem, "Küche's Pi")).toMatch(/^k-che-s-pi-[0-9a-f]{6}$/);
    const other = path.join(folder, "other");
    mkdirSync(other);
    expect(readInstance(other, onProblem, "厨房")).toMatch(/^pointsman-[0-9a-f]{6}$/);
  });

  test("a damaged file is kept beside and told", () => {
    writeFileSync(path.join(folder, "instance.json"), "{");
    expect(readInstance(folder, onProblem, "pi")).toMatch(/^pi-/);
    expect(problems).toHaveLength(1);
    expect(readFileSync(path.join(folder, "instance.json.damaged"), "utf8")).toBe("{");
  });

  test("the file of a later version is left alone", () => {
    writeFileSync(path.join(folder, "instance.json"), '{"version":2}');
    expect(() => readInstance(folder, onProblem, "pi")).toThrow("was written by a later version");
    expect(readFileSync(path.join(folder, "instance.json"), "utf8")).toBe('{"version":2}');
  });
});
