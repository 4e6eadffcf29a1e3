import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { textFile } from "./text-file.ts";

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "pointsman-file-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test("what is saved is loaded, whole, by its owner alone", () => {
  const place = folder();
  const file = path.join(place, "following.json");
  expect(textFile(file).load()).toBeUndefined();
  textFile(file).save("a long text");
  textFile(file).save("短");
  expect(textFile(file).load()).toBe("短");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(place)).toEqual(["following.json"]);
});

test("what is set aside can still be looked at", () => {
  const place = folder();
  const file = textFile(path.join(place, "retained.json"));
  file.save("{");
  expect(file.setAside()).toBe("retained.json.damaged");
  expect(file.load()).toBeUndefined();
  expect(readFileSync(path.join(place, "retained.json.damaged"), "utf8")).toBe("{");
});

test("what the file system refuses is thrown, and the old text stays", () => {
  const file = path.join(folder(), "x.json");
  textFile(file).save("old");
  mkdirSync(`${file}.new`);
  expect(() => textFile(file).save("new")).toThrow("EISDIR");
  expect(textFile(file).load()).toBe("old");
});
