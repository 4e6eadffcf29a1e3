import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

export interface DemoOptions {
  /** A core to drive instead of the simulated one. */
  readonly controller?: string;
  readonly secret?: string;
  /** Port of the page; the next free one is taken when it is in use. */
  readonly port: number;
  readonly nodeRed: boolean;
}

/** What was typed cannot be started; the message says what to mend. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultPort = 8787;

/** Reads `[--controller URL] [--secret S | --secret-file F] [--port N] [--no-node-red]`; the secret also from `POINTSMAN_SECRET`. */
export function readOptions(args: readonly string[], env: Environment): DemoOptions {
  const { values } = parse(args);
  const controller = values.controller ?? env["POINTSMAN_CONTROLLER"];
  const secret =
    values.secret ??
    (values["secret-file"] === undefined ? env["POINTSMAN_SECRET"] : readSecret(values["secret-file"], env));
  const port = values.port === undefined ? defaultPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError("--port needs a number between 0 and 65535");
  return {
    ...(controller === undefined ? {} : { controller }),
    ...(secret === undefined ? {} : { secret }),
    port,
    nodeRed: values["no-node-red"] !== true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        controller: { type: "string" },
        secret: { type: "string" },
        "secret-file": { type: "string" },
        port: { type: "string" },
        "no-node-red": { type: "boolean" },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? "") : "";
    throw new UsageError(
      `${reason}; the options are --controller URL, --secret S, --secret-file F, --port N, --no-node-red`,
    );
  }
}

/** Relative to where the person stands: `npm run` moves to the package's folder first and tells where it was called. */
function readSecret(file: string, env: Environment): string {
  try {
    return readFileSync(path.resolve(env["INIT_CWD"] ?? "", file), "utf8").trim();
  } catch {
    throw new UsageError(`the file ${file} of --secret-file cannot be read`);
  }
}
