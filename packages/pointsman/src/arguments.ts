import path from "node:path";
import { parseArgs, type ParseArgsOptionDescriptor } from "node:util";
import { didYouMean } from "@pointsman/core/client";
import { UsageError } from "./exit.ts";

const options = {
  controller: { type: "string" },
  secret: { type: "string" },
  "secret-file": { type: "string" },
  config: { type: "string" },
  "api-root": { type: "string" },
  output: { type: "string" },
  port: { type: "string" },
  "no-node-red": { type: "boolean" },
  by: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  top: { type: "string" },
  csv: { type: "boolean" },
  "with-config": { type: "boolean" },
  "with-secrets": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const satisfies Record<string, ParseArgsOptionDescriptor>;

/** A command line taken apart. */
export interface Arguments {
  /** The command and its arguments. */
  readonly words: readonly string[];
  readonly flags: Flags;
}

export interface Flags {
  /** An address, or with a config the name of one of its controllers. */
  readonly controller?: string;
  readonly secret?: string;
  readonly "secret-file"?: string;
  readonly config?: string;
  /** A Bot API server of one's own, for init. */
  readonly "api-root"?: string;
  readonly output?: string;
  readonly port?: string;
  readonly "no-node-red"?: boolean;
  readonly by?: string;
  readonly since?: string;
  readonly until?: string;
  readonly top?: string;
  readonly csv?: boolean;
  readonly "with-config"?: boolean;
  readonly "with-secrets"?: boolean;
  readonly json?: boolean;
  readonly help?: boolean;
  readonly version?: boolean;
}

/** @throws UsageError for an option that does not exist or lacks its value. */
export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { words: positionals, flags: values };
  } catch (error) {
    throw new UsageError(optionProblem(argv, error));
  }
}

/** Node's own sentences are long and name its API. A value may be a secret, so only the option is named. */
function optionProblem(argv: readonly string[], error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const known = Object.keys(options);
  const unknown = argv
    .map((word) => /^--?([^=]+)/.exec(word)?.[1])
    .find((name) => name !== undefined && !known.includes(name) && !["h", "v"].includes(name));
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" && unknown !== undefined) {
    return `there is no option --${unknown}${didYouMean(unknown, known) || "; pointsman help lists them"}`;
  }
  const lacking = argv
    .map((word) => /^--([^=]+)/.exec(word)?.[1])
    .find((name) => name !== undefined && error instanceof Error && error.message.includes(`--${name}`));
  return lacking === undefined
    ? "the options cannot be read; pointsman help lists them"
    : `--${lacking} ${valueProblem(lacking)}`;
}

function valueProblem(name: string): string {
  return Object.hasOwn(options, name) && options[name as keyof typeof options].type === "boolean"
    ? "takes no value"
    : "needs a value";
}

/** Where the user stands: `npm run` moves to the package's folder first and tells where it was called. */
export function resolveFile(file: string, environment: Readonly<Record<string, string | undefined>>): string {
  const start = environment["POINTSMAN_WRAPPED"] === undefined ? undefined : environment["INIT_CWD"];
  return path.resolve(start ?? process.cwd(), file);
}
