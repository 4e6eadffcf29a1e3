import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";

/** Makes sure that the file exists and that nobody else may read it. SQLite gives its journals the same mode. */
export function createPrivateFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
}
