import { existsSync } from "node:fs";
import { resolveFile } from "../arguments.ts";
import { writeBackup } from "../backup/backup.ts";
import { readStatePlace } from "../config/state.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { ownVersion } from "../own-version.ts";
import type { Command } from "./command.ts";

/** Saves the state into one archive, beside a running app. */
export const backup: Command = async (context) => {
  const { words, flags, console, environment } = context;
  const [word] = words;
  if (word === undefined || words.length > 1)
    throw new UsageError("backup needs one file to write, such as pointsman-backup.tar.gz");
  const file = resolveFile(word, environment);
  if (existsSync(file)) throw new UsageError(`${file} is there already: name another file`);
  const place = readStatePlace(context);
  if (!existsSync(place.folder))
    throw new UsageError(`there is no state in ${place.folder} yet: it is made by pointsman run`);
  const result = await writeBackup({
    file,
    stateDir: place.folder,
    config: place.file,
    withConfig: flags["with-config"] === true,
    withSecrets: flags["with-secrets"] === true,
    app: ownVersion(),
    now: new Date(),
  });
  await console.document(result);
  return exitCodes.done;
};
