import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A disk that is full when a test says so. */
export interface SmallDisk extends Disposable {
  /** A folder on it. */
  readonly path: string;
  /** From now on there is no room for what this process writes. */
  fill(pid: number): void;
  makeRoom(pid: number): void;
}

/** A file system of 3 MB in memory, and a file that takes what is left. Needs root, and a container that may mount. */
function mounted(): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-disk-"));
  run("mount", ["-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", folder]);
  const ballast = path.join(folder, "ballast");
  return {
    path: path.join(folder, "state"),
    fill() {
      const file = openSync(ballast, "w");
      // The last bytes too: smaller and smaller pieces, until none fits.
      for (let size = 1 << 20; size > 0; size >>= 1) while (writes(file, size));
      closeSync(file);
    },
    makeRoom: () => rmSync(ballast),
    [Symbol.dispose]() {
      run("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function writes(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) > 0;
  } catch {
    return false;
  }
}

/** The system's limit for the size of a file, of the one process: to it the disk is full. Needs no rights. */
function limited(): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-disk-"));
  const limit = (pid: number, size: string): void => run("prlimit", [`--pid=${pid}`, `--fsize=${size}:`]);
  mkdirSync(path.join(folder, "state"), { mode: 0o700 });
  return {
    path: path.join(folder, "state"),
    fill: (pid) => limit(pid, "1"),
    makeRoom: (pid) => limit(pid, "unlimited"),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function run(program: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${error?.message ?? stderr}`);
}

function works(open: () => SmallDisk): boolean {
  try {
    using disk = open();
    disk.fill(process.pid);
    disk.makeRoom(process.pid);
    return true;
  } catch {
    return false;
  }
}

/** The ways to a full disk that this machine has; a Linux has at least the last. */
export const smallDisks: readonly (readonly [name: string, open: () => SmallDisk])[] = (
  [
    ["a file system without room", mounted],
    ["a limit of the system", limited],
  ] as const
).filter(([, open]) => works(open));
