import { type ChildProcess, spawn } from "node:child_process";

/** A program of other people that a test started and that must be gone when the test is over. */
export interface Program {
  readonly pid: number;
  /** The last lines it wrote, stdout and stderr together: what an error message quotes. */
  output(): string;
  /** Resolves with the first line that matches; rejects when the program ends before or `withinMs` have passed. */
  line(pattern: RegExp, withinMs: number): Promise<string>;
  /** Resolves when the process has ended, however it ended. */
  readonly ended: Promise<void>;
  readonly running: boolean;
  /** SIGTERM, and SIGKILL when it does not listen for three seconds. Resolves when it has ended. */
  stop(): Promise<void>;
  /** SIGKILL: what a power cut looks like to everybody else. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const patienceMs = 3000;
const keptCharacters = 20_000;

/** Programs that must not outlive this process, whatever ends it. */
const alive = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

/** Starts the program. A program that cannot be started ends at once; its `output()` says why. */
export function startProgram(options: ProgramOptions): Program {
  const child = spawn(options.command, options.args, {
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  alive.add(child);
  let text = "";
  const readers = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-keptCharacters);
    for (const read of readers) read();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  child.on("error", (error) => take(Buffer.from(`${error.message}\n`)));
  const ended = new Promise<void>((resolve) => {
    child.once("close", resolve);
  }).finally(() => alive.delete(child));
  const running = (): boolean => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  return {
    pid: child.pid ?? -1,
    output: () => text,
    line: (pattern, withinMs) => awaitLine({ pattern, withinMs, readers, text: () => text, ended }),
    ended,
    get running() {
      return running();
    },
    async stop() {
      if (!running()) return ended;
      const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      child.kill("SIGTERM");
      await ended;
      clearTimeout(impatience);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

interface LineWait {
  readonly pattern: RegExp;
  readonly withinMs: number;
  readonly readers: Set<() => void>;
  readonly text: () => string;
  readonly ended: Promise<void>;
}

async function awaitLine({ pattern, withinMs, readers, text, ended }: LineWait): Promise<string> {
  let settle: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${why} Its last words: ${text().slice(-2000)}`));
      settle = () => {
        const hit = text()
          .split("\n")
          .find((line) => pattern.test(line));
        if (hit !== undefined) resolve(hit);
      };
      readers.add(settle);
      timer = setTimeout(() => fail(`The program did not say ${pattern} within ${withinMs} ms.`), withinMs);
      void ended.then(() => fail(`The program ended before it said ${pattern}.`));
      settle();
    });
  } finally {
    if (settle) readers.delete(settle);
    clearTimeout(timer);
  }
}
