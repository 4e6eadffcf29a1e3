import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";

/** The version of the file's shape. */
const SHAPE = 1;

const instanceFile = z.object({ version: z.literal(SHAPE), instance: z.string().regex(/^[a-z0-9-]{1,48}$/) });

/**
 * The name of this installation, which stays over restarts, new host names and new containers: other programs know the
 * bridge by it. Made at the first start from the host's name and a random tail.
 * @throws Error in one sentence where the file was written by a later version or cannot be made.
 */
export function readInstance(folder: string, onProblem: (sentence: string) => void, host: string = hostname()): string {
  const file = path.join(folder, "instance.json");
  const known = readKnown(file, onProblem);
  if (known !== undefined) return known;
  const instance = `${slug(host)}-${randomBytes(3).toString("hex")}`;
  // Written beside and moved into place, so that a cut power line leaves no half a file.
  writeFileSync(`${file}.new`, `${JSON.stringify({ version: SHAPE, instance })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return instance;
}

function readKnown(file: string, onProblem: (sentence: string) => void): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const data = parsed(text);
  const checked = instanceFile.safeParse(data);
  if (checked.success) return checked.data.instance;
  const version = z.object({ version: z.number() }).safeParse(data).data?.version;
  if (version !== undefined && version > SHAPE)
    throw new Error(`${file} was written by a later version of pointsman: run that one, or give another state-dir.`);
  renameSync(file, `${file}.damaged`);
  onProblem(`${file} was damaged and is kept as ${path.basename(file)}.damaged: this installation gets a new name`);
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function slug(host: string): string {
  return (
    host
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 24) || "pointsman"
  );
}
