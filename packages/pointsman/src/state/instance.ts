import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import path from "node:path";
import { readVersioned, textFile } from "@pointsman/core/state";
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
  textFile(file).save(`${JSON.stringify({ version: SHAPE, instance })}\n`);
  return instance;
}

/** The name that this installation has, or would get: nothing is made. */
export function previewInstance(folder: string, host: string = hostname()): string {
  try {
    return readKnown(path.join(folder, "instance.json"), undefined) ?? slug(host);
  } catch {
    return slug(host);
  }
}

function readKnown(file: string, onProblem: ((sentence: string) => void) | undefined): string | undefined {
  const kept = textFile(file);
  const text = kept.load();
  if (text === undefined) return undefined;
  const read = readVersioned(text, instanceFile, SHAPE);
  if (read === "later")
    throw new Error(`${file} was written by a later version of pointsman: run that one, or give another state-dir.`);
  if (read !== "damaged") return read.instance;
  // Whoever only looks puts nothing aside.
  onProblem?.(`${file} was damaged and is kept as ${kept.setAside()}: this installation gets a new name`);
  return undefined;
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
