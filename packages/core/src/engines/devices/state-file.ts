import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ControllerError } from "../../client/errors.ts";

/** The version of the file's shape. */
const shape = 1;

const stateSchema = z.object({
  version: z.literal(shape),
  /** When watching began; Unix time in ms. */
  since: z.number(),
  names: z.record(z.string(), z.string()),
  devices: z.array(
    z.object({
      key: z.string(),
      firstSeenMs: z.number(),
      lastSeenMs: z.number(),
      addresses: z.array(z.string()),
    }),
  ),
});

/** What is remembered over a restart. */
export type DevicesState = z.output<typeof stateSchema>;

/**
 * Reads what was remembered; begins anew where nothing was. A file that is damaged is set aside, and told.
 * @throws ControllerError `unsupported` when a later version wrote it
 */
export function readDevices(file: string, nowMs: number, onTrouble: (message: string) => void): DevicesState {
  const fresh: DevicesState = { version: shape, since: nowMs, names: {}, devices: [] };
  const text = textOf(file);
  if (text === undefined) return fresh;
  const data = parsed(text);
  const checked = stateSchema.safeParse(data);
  if (checked.success) return checked.data;
  const version = z.object({ version: z.number() }).safeParse(data).data?.version;
  if (version !== undefined && version > shape) {
    throw new ControllerError(
      "unsupported",
      `The devices in ${file} were written by a later version: update pointsman.`,
      {
        reason: "devices-version",
      },
    );
  }
  const aside = `${file}.broken-${nowMs}`;
  renameSync(file, aside);
  onTrouble(`The devices in ${file} were damaged and are now ${aside}; they are learned anew.`);
  return fresh;
}

/** Written beside and moved into place, so that a cut power line leaves no half a file. */
export function writeDevices(file: string, state: DevicesState): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function newState(since: number, book: Pick<DevicesState, "names" | "devices">): DevicesState {
  return { version: shape, since, ...book };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
