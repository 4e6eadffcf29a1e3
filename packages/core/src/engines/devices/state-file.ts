import { mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ControllerError } from "../../client/errors.ts";
import { readVersioned, textFile } from "../state/index.ts";

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
  const text = textFile(file).load();
  if (text === undefined) return fresh;
  const read = readVersioned(text, stateSchema, shape);
  if (read === "later") {
    throw new ControllerError(
      "unsupported",
      `The devices in ${file} were written by a later version: update pointsman.`,
      {
        reason: "devices-version",
      },
    );
  }
  if (read !== "damaged") return read;
  const aside = `${file}.broken-${nowMs}`;
  renameSync(file, aside);
  onTrouble(`The devices in ${file} were damaged and are now ${aside}; they are learned anew.`);
  return fresh;
}

/** Written beside and moved into place, so that a cut power line leaves no half a file. */
export function writeDevices(file: string, state: DevicesState): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  textFile(file).save(`${JSON.stringify(state)}\n`);
}

export function newState(since: number, book: Pick<DevicesState, "names" | "devices">): DevicesState {
  return { version: shape, since, ...book };
}
