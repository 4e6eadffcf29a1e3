import { createReadStream, existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pipeline } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import { ControllerError } from "@pointsman/core";
import { manifestName, type Manifest, verifyManifest } from "./manifest.ts";
import { ArchiveError, unpackTar } from "./tar.ts";

export interface RestoreOptions {
  readonly file: string;
  /** Held by the caller. */
  readonly stateDir: string;
  /** Written from the archive only where it is not there. */
  readonly config: string;
  readonly now: Date;
}

export interface RestoreResult {
  readonly createdAt: string;
  readonly files: readonly string[];
  /** Where the state that was there before lies now. */
  readonly before?: string;
  /** Files of the config that were there already, and were left as they are. */
  readonly kept?: readonly string[];
}

/** An archive that was unpacked and found right, in a folder of its own. */
export interface Unpacked extends AsyncDisposable {
  readonly manifest: Manifest;
  readonly folder: string;
}

/**
 * Unpacks an archive beside its later place, and looks at each byte of it. Nothing that is there is touched.
 * @throws ControllerError `rejected` for an archive that is none, or damaged
 */
export async function unpackBackup(file: string, nextTo: string): Promise<Unpacked> {
  await mkdir(nextTo, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(nextTo, ".restore-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const source = gunzipped(file);
  try {
    const unpacked = new Map<string, string>();
    await unpackTar(source as AsyncIterable<Buffer>, async (name) => {
      const target = path.join(folder, name);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      if (name !== manifestName) unpacked.set(name, target);
      return target;
    });
    const manifest = await verifyManifest(path.join(folder, manifestName), unpacked);
    for (const [name, target] of unpacked) if (name.endsWith(".db")) checkDatabase(name, target);
    return { manifest, folder, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw archiveProblem(file, error);
  } finally {
    source.destroy();
  }
}

/** The reader of the bytes hears of an error; one that comes when nobody reads any more must not end the process. */
function gunzipped(file: string): Gunzip {
  const gunzip = createGunzip();
  pipeline(createReadStream(file), gunzip, () => {});
  return gunzip;
}

function checkDatabase(name: string, file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    if (database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] !== "ok")
      throw new ArchiveError(`is damaged: ${name} is no sound database`);
  } finally {
    database.close();
  }
}

function archiveProblem(file: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = error instanceof ArchiveError ? error.message : undefined;
  const isNoGzip = /^Z_|^ERR_SQLITE/.test(code);
  const why = code === "ENOENT" ? "does not exist" : isNoGzip ? "is no backup, or is damaged" : known;
  if (why === undefined) return error;
  return new ControllerError("rejected", `${file} ${why}; nothing was changed.`, { effect: "none", cause: error });
}

/** Puts what was unpacked in the place of the state; what was there is kept in a folder inside. All or nothing. */
export async function putInPlace({ folder, manifest }: Unpacked, options: RestoreOptions): Promise<RestoreResult> {
  const { stateDir, now } = options;
  const fresh = path.join(folder, "state");
  const before = path.join(stateDir, `.before-restore-${now.toISOString().replace(/[:.]/g, "-")}`);
  await mkdir(before, { mode: 0o700 });
  const undo: (() => Promise<void>)[] = [];
  const move = async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    undo.unshift(() => rename(to, from));
  };
  let moved = 0;
  try {
    for (const name of await readdir(stateDir)) {
      // Our lock must stay where others look for it.
      if (name.startsWith(".") || name === "lock" || name.endsWith(".lock")) continue;
      await move(path.join(stateDir, name), path.join(before, name));
      moved += 1;
    }
    const names = existsSync(fresh) ? await readdir(fresh) : [];
    for (const name of names) await move(path.join(fresh, name), path.join(stateDir, name));
  } catch (error) {
    for (const back of undo) await back();
    await rm(before, { recursive: true, force: true });
    throw error;
  }
  if (moved === 0) await rm(before, { recursive: true });
  const kept = await restoreConfig(path.join(folder, "config"), path.dirname(options.config));
  return {
    createdAt: manifest.createdAt,
    files: manifest.files.map(({ name }) => name),
    ...(moved === 0 ? {} : { before }),
    ...(kept.length === 0 ? {} : { kept }),
  };
}

/** Nothing of the config that is there is overwritten. */
async function restoreConfig(from: string, to: string): Promise<string[]> {
  if (!existsSync(from)) return [];
  const files = await readdir(from, { recursive: true, withFileTypes: true });
  const names = files
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(from, path.join(entry.parentPath, entry.name)));
  const kept = names.filter((name) => existsSync(path.join(to, name)));
  for (const name of names.filter((one) => !kept.includes(one))) {
    await mkdir(path.dirname(path.join(to, name)), { recursive: true, mode: 0o700 });
    await cp(path.join(from, name), path.join(to, name), { errorOnExist: true, force: false });
  }
  return kept;
}
