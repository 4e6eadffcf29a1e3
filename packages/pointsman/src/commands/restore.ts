import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { resolveFile } from "../arguments.ts";
import { putInPlace, unpackBackup } from "../backup/restore.ts";
import { configFile, readStatePlace } from "../config/state.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { lockState } from "../state/state-lock.ts";
import type { Command, CommandContext } from "./command.ts";

/** Brings a saved state back, while no app runs. */
export const restore: Command = async (context) => {
  const { words, console, environment } = context;
  const [word] = words;
  if (word === undefined || words.length > 1) throw new UsageError("restore needs one file that backup wrote");
  const file = resolveFile(word, environment);
  const config = configFile(context);
  const stateDir = await stateDirOf(context, { file, config });
  using _lock = lockState(stateDir);
  await using unpacked = await unpackBackup(file, stateDir);
  await console.document({
    file,
    stateDir,
    ...(await putInPlace(unpacked, { file, stateDir, config, now: new Date() })),
  });
  return exitCodes.done;
};

/** Where the config says; on a new machine the config comes from the archive first. */
async function stateDirOf(
  context: CommandContext,
  { file, config }: { readonly file: string; readonly config: string },
): Promise<string> {
  if (!existsSync(config)) {
    await using unpacked = await unpackBackup(file, path.dirname(config));
    const saved = path.join(unpacked.folder, "config", path.basename(config));
    if (existsSync(saved)) {
      await mkdir(path.dirname(config), { recursive: true });
      await copyFile(saved, config);
    }
  }
  return readStatePlace(context).folder;
}
