import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";

const block = 512;

/** A file of an archive: its name inside, and where its bytes are. */
export interface TarEntry {
  /** Relative, with `/`; at most 100 bytes. */
  readonly name: string;
  readonly file: string;
}

/** The bytes of a tar archive (POSIX ustar) of regular files, for every `tar` there is. */
export async function* packTar(entries: readonly TarEntry[]): AsyncGenerator<Buffer> {
  for (const { name, file } of entries) {
    const { size, mtimeMs } = await stat(file);
    yield header(name, size, mtimeMs);
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) yield chunk;
    yield Buffer.alloc((block - (size % block)) % block);
  }
  yield Buffer.alloc(2 * block);
}

function header(name: string, size: number, mtimeMs: number): Buffer {
  const bytes = Buffer.alloc(block);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`${name} is too long a name for the archive.`);
  bytes.write(name, 0);
  // Mode, user and group as octal numbers; the rest of each field is zero already.
  bytes.write("0000600", 100);
  bytes.write("0000000", 108);
  bytes.write("0000000", 116);
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  bytes.write(
    `${Math.floor(mtimeMs / 1000)
      .toString(8)
      .padStart(11, "0")}\0`,
    136,
  );
  bytes.write("        0", 148);
  bytes.write("ustar\x0000", 257);
  bytes.write(`${checksum(bytes).toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

/** Of a header whose own field counts as blanks. */
function checksum(bytes: Buffer): number {
  return bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** Not what it should be; the sentence goes to people. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/**
 * Unpacks an archive that `packTar` made.
 * @param place Where an entry's bytes are to go, by its name; undefined: nowhere.
 * @throws ArchiveError for what is no such archive, was cut off, or holds anything but files with plain names
 */
export async function unpackTar(
  source: AsyncIterable<Buffer>,
  place: (name: string) => Promise<string | undefined>,
): Promise<void> {
  const reader = new BlockReader(source);
  for (;;) {
    const head = await reader.take(block);
    // Read to its very end: only there gzip tells that something is missing.
    if (head.every((byte) => byte === 0)) return await reader.drain();
    const { name, size } = entryOf(head);
    const target = await place(name);
    const file = target === undefined ? undefined : await open(target, "wx", 0o600);
    try {
      for (let left = size; left > 0; ) {
        const chunk = await reader.take(Math.min(left, 1 << 16));
        await file?.write(chunk);
        left -= chunk.length;
      }
    } finally {
      await file?.close();
    }
    await reader.take((block - (size % block)) % block);
  }
}

function entryOf(head: Buffer): { readonly name: string; readonly size: number } {
  const field = (from: number, to: number): string => head.toString("utf8", from, to).replace(/\0.*$/s, "");
  const isOurs = Number.parseInt(field(148, 156), 8) === checksum(head) && field(257, 263) === "ustar";
  if (!isOurs) throw new ArchiveError("is no backup, or is damaged");
  const name = field(0, 100);
  const isPlain = /^[^/\\][^\\]*$/.test(name) && !name.split("/").some((part) => ["", ".", ".."].includes(part));
  if (field(156, 157) !== "0" || !isPlain) throw new ArchiveError("holds something that no backup of ours does");
  return { name, size: Number.parseInt(field(124, 136), 8) };
}

/** Pieces of the size asked for, from chunks of any. */
class BlockReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(bytes: number): Promise<Buffer> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < bytes) {
      const next = await this.#source.next();
      if (next.done) throw new ArchiveError("is cut off");
      parts.push(next.value);
      length += next.value.length;
    }
    const all = Buffer.concat(parts);
    this.#rest = all.subarray(bytes);
    return all.subarray(0, bytes);
  }

  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }
}
