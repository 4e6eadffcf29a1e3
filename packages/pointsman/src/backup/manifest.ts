import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { ArchiveError, type TarEntry } from "./tar.ts";

/** Its name in the archive; it is the first entry. */
export const manifestName = "manifest.json";

/** What this program writes, and the newest that it reads. */
const formatVersion = 1;

const manifestSchema = z.object({
  format: z.literal("pointsman-backup"),
  version: z.int(),
  /** Of the program that wrote it. */
  app: z.string(),
  createdAt: z.string(),
  files: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })),
});

/** What an archive says that it holds. */
export type Manifest = z.output<typeof manifestSchema>;

export async function makeManifest(entries: readonly TarEntry[], app: string, now: Date): Promise<Manifest> {
  const files = [];
  for (const { name, file } of entries) files.push({ name, size: (await stat(file)).size, sha256: await hashOf(file) });
  return { format: "pointsman-backup", version: formatVersion, app, createdAt: now.toISOString(), files };
}

/**
 * Holds what was unpacked against what the archive says.
 * @param fileOf Where an entry was unpacked to, by its name.
 * @throws ArchiveError
 */
export async function verifyManifest(file: string, unpacked: ReadonlyMap<string, string>): Promise<Manifest> {
  // One that is not there is as good as one that says nothing.
  const parsed = manifestSchema.safeParse(parse(await readFile(file, "utf8").catch(() => "")));
  if (!parsed.success) throw new ArchiveError("is no backup, or is damaged");
  const manifest = parsed.data;
  if (manifest.version > formatVersion) throw new ArchiveError("was written by a later version: update pointsman");
  const told = new Set(manifest.files.map(({ name }) => name));
  if ([...unpacked.keys()].some((name) => !told.has(name)))
    throw new ArchiveError("holds a file that its manifest does not name");
  for (const { name, size, sha256 } of manifest.files) {
    const there = unpacked.get(name);
    if (there === undefined) throw new ArchiveError(`lacks ${name}`);
    if ((await stat(there)).size !== size || (await hashOf(there)) !== sha256)
      throw new ArchiveError(`is damaged: ${name} is not what was saved`);
  }
  return manifest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then it is no manifest.
    return undefined;
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
