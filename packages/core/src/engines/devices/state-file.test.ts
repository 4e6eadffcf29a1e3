import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newState, readDevices, writeDevices } from "./state-file.ts";

function stateFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-devices-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "state", "devices.json");
}

const none = (): void => {
  throw new Error("There is no trouble here.");
};
const state = newState(5, {
  names: { "10.0.0.1": "__proto__" },
  devices: [{ key: "10.0.0.1", firstSeenMs: 1, lastSeenMs: 2, addresses: ["10.0.0.1"] }],
});

test("what is written is read again, and by nobody else", () => {
  const file = stateFile();
  expect(readDevices(file, 7, none)).toEqual({ version: 1, since: 7, names: {}, devices: [] });
  writeDevices(file, state);
  expect(readDevices(file, 9, none)).toEqual(state);
  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
});

test.each(["", "{", '{"version":1}', '{"version":1,"since":1,"names":[],"devices":[{}]}', "null"])(
  "a file that says %j is set aside, and told",
  (text) => {
    const file = stateFile();
    writeDevices(file, state);
    writeFileSync(file, text);
    const troubles: string[] = [];
    expect(readDevices(file, 7, (message) => troubles.push(message))).toMatchObject({ since: 7, devices: [] });
    expect(troubles).toEqual([expect.stringContaining(`are now ${file}.broken-7`)]);
    expect(readFileSync(`${file}.broken-7`, "utf8")).toBe(text);
  },
);

test("a later version is refused with what to do, and left alone", () => {
  const file = stateFile();
  writeDevices(file, state);
  writeFileSync(file, '{"version":2}');
  expect(() => readDevices(file, 7, none)).toThrow(
    expect.objectContaining({ code: "unsupported", message: expect.stringContaining("update pointsman") }),
  );
  expect(readFileSync(file, "utf8")).toBe('{"version":2}');
});
