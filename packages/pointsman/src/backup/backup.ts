import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { UsageError } from "../exit.ts";
import { holdsSecrets, namedFiles } from "./config-files.ts";
import { makeManifest, manifestName } from "./manifest.ts";
import { snapshotState } from "./snapshot.ts";
import { packTar, type TarEntry } from "./tar.ts";

export interface BackupOptions {
  /** The archive to write; must not be there. */
  readonly file: string;
  readonly stateDir: string;
  readonly config: string;
  readonly withConfig: boolean;
  readonly withSecrets: boolean;
  /** Version of the program. */
  readonly app: string;
  readonly now: Date;
}

export interface BackupResult {
  readonly file: string;
  readonly bytes: number;
  /** Names in the archive. */
  readonly files: readonly string[];
  /** Secrets that lie outside of the config's folder, which were asked for and are not in the archive. */
  readonly leftOut?: readonly string[];
}

/** Saves a state into one archive while the app may run. The archive stands whole or not at all, for its owner only. */
export async function writeBackup(options: BackupOptions): Promise<BackupResult> {
  const { file, stateDir, app, now } = options;
  // Beside the archive: the ledger may be larger than what a temp folder in memory holds.
  const staging = await mkdtemp(`${file}.part-`);
  try {
    const { entries: configEntries, leftOut } = await configFiles(options);
    const state = await snapshotState(stateDir, path.join(staging, "state"));
    const entries = [...state.map((entry) => ({ ...entry, name: `state/${entry.name}` })), ...configEntries];
    const manifest = path.join(staging, manifestName);
    await writeFile(manifest, `${JSON.stringify(await makeManifest(entries, app, now), undefined, 2)}\n`);
    const archive = path.join(staging, "archive");
    await pipeline(
      packTar([{ name: manifestName, file: manifest }, ...entries]),
      createGzip(),
      createWriteStream(archive, { mode: 0o600, flush: true }),
    );
    await rename(archive, file);
    return {
      file,
      bytes: (await stat(file)).size,
      files: entries.map(({ name }) => name),
      ...(leftOut.length === 0 ? {} : { leftOut }),
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function configFiles({
  config,
  withConfig,
  withSecrets,
}: BackupOptions): Promise<{ readonly entries: TarEntry[]; readonly leftOut: readonly string[] }> {
  if (!withConfig && !withSecrets) return { entries: [], leftOut: [] };
  if (!withSecrets && holdsSecrets(await readFile(config, "utf8")))
    throw new UsageError(
      "the config holds secrets itself: give --with-secrets, or move them into files (secret-file, token-file, password-file)",
    );
  const { beside, elsewhere } = withSecrets ? namedFiles(config) : { beside: [], elsewhere: [] };
  const names = [path.basename(config), ...beside];
  return {
    entries: names.map((name) => ({ name: `config/${name}`, file: path.join(path.dirname(config), name) })),
    leftOut: elsewhere,
  };
}
