import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const cliFile = path.join(import.meta.dirname, "..", "src", "cli.ts");

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** Runs the command line from its sources to its end. Nothing of the caller's own POINTSMAN_ variables reaches it. */
export async function runCli(args: readonly string[], environment: Environment = {}): Promise<Outcome> {
  const child = startCli(args, environment);
  return await child.ended;
}

export interface RunningCli {
  readonly pid: number;
  /** The next line of stdout. Rejects when the program ended before. */
  nextLine(): Promise<string>;
  /** The next line that holds the text; those before it are passed over. */
  lineWith(text: string): Promise<string>;
  /** Answers a question, where the program was started with `input`. */
  type(answer: string): void;
  /** Nobody answers any more. */
  endInput(): void;
  readonly ended: Promise<Outcome>;
  kill(signal: NodeJS.Signals): void;
  /** Goes away as `head` does. */
  closeStdout(): void;
  /** Cuts the channel that the wrapper of `npm run` holds. */
  disconnect(): void;
}

/** Starts the command line from its sources; with `input`, it can be answered. */
export function startCli(
  args: readonly string[],
  environment: Environment = {},
  { input = false }: { readonly input?: boolean } = {},
): RunningCli {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("POINTSMAN_")));
  const child = spawn(
    process.execPath,
    ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning", cliFile, ...args],
    {
      env: { ...inherited, ...environment },
      stdio: [input ? "pipe" : "ignore", "pipe", "pipe", "ipc"],
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error(`the command line ended without a further line: ${stderr}`);
    return line.value;
  };
  // Not "close": it never comes once the channel was cut from this side.
  const closed = [child.stdout, child.stderr].map((stream) => once(stream as NodeJS.ReadableStream, "close"));
  const ended = Promise.all([once(child, "exit"), ...closed]).then(([[status]]) => ({
    status: status as number | null,
    stdout,
    stderr,
  }));
  const lineWith = async (text: string): Promise<string> => {
    for (;;) {
      const line = await nextLine();
      if (line.includes(text)) return line;
    }
  };
  return {
    pid: child.pid ?? 0,
    nextLine,
    lineWith,
    type: (answer) => void child.stdin?.write(`${answer}\n`),
    endInput: () => void child.stdin?.end(),
    ended,
    kill: (signal) => void child.kill(signal),
    closeStdout: () => void child.stdout?.destroy(),
    disconnect: () => child.disconnect(),
  };
}
