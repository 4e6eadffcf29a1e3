import { didYouMean } from "@pointsman/core/client";
import { openLedgerReader, type UsageDimension, usageDimensions, type UsageQuery } from "@pointsman/core/ledger";
import { readStatePlace } from "../config/state.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { usageCsv, usageTable } from "../usage/usage-text.ts";
import type { Command, CommandContext } from "./command.ts";

/** Who used what, read from the ledger beside a running app. */
export const usage: Command = async (context) => {
  const { console, flags } = context;
  const query = queryOf(context);
  const { ledger: file, timeZone } = readStatePlace(context);
  const zone = timeZone === undefined ? {} : { timeZone };
  const ledger = openLedgerReader({ file, ...zone });
  try {
    const answer = ledger.usage(query);
    if (flags.csv) await console.line(usageCsv(query.by, answer));
    else if (console.isTerminal && !flags.json) await console.line(usageTable(answer, { by: query.by, ...zone }));
    else await console.document(answer);
  } finally {
    ledger.close();
  }
  return exitCodes.done;
};

function queryOf({ words, flags }: CommandContext): UsageQuery {
  if (words.length > 0) throw new UsageError(`usage takes options only, such as --by ${dimensionNear(words[0])}`);
  if (flags.csv && flags.json) throw new UsageError("give --csv or --json, not both");
  const { by = "device", since, until, top, controller } = flags;
  if (!isDimension(by))
    throw new UsageError(
      `--by must be one of ${usageDimensions.join(", ")}${didYouMean(by, usageDimensions).replace("; ", ": ")}`,
    );
  if (top !== undefined && !/^[1-9]\d{0,8}$/.test(top)) throw new UsageError("--top must be a whole number above 0");
  return {
    by,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(top === undefined ? {} : { top: Number(top) }),
    ...(controller === undefined ? {} : { controller }),
  };
}

function isDimension(word: string): word is UsageDimension {
  return usageDimensions.some((known) => known === word);
}

function dimensionNear(word = ""): string {
  return isDimension(word) ? word : "device";
}
