import { expect, it } from "vitest";
import { FileStore } from "./files.ts";

const upload = (fileName: string) => ({ fileName, mimeType: "image/png", bytes: Buffer.from("x") });

it("gives each file an id and a path that ends as its name does", () => {
  const files = new FileStore();
  const stored = files.add(upload("../log 日志.txt"), "documents");
  expect(stored.path).toBe("documents/file_0.txt");
  expect(files.get(stored.fileId)).toBe(stored);
  expect(files.byPath(stored.path)).toBe(stored);
});

it("forgets the oldest of more than 300 files", () => {
  const files = new FileStore();
  const first = files.add(upload("a.png"), "photos");
  for (let count = 0; count < 300; count += 1) files.add(upload("a.png"), "photos");
  expect(files.get(first.fileId)).toBeUndefined();
});
