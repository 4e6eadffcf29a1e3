import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { ControllerError } from "@pointsman/core";

/** Asks a person, or reads the answers line by line where nobody sits at a terminal. */
export interface Prompter extends Disposable {
  say(line: string): void;
  /** The next answer without the blanks around it; `""` for Enter. @throws ControllerError `aborted` */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  /** Ends with Ctrl-C, or when nobody can answer any more. */
  readonly signal: AbortSignal;
}

export interface PrompterOptions {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** Ends the questions from outside. */
  readonly signal: AbortSignal;
  readonly texts: { readonly aborted: string; readonly inputEnded: string };
}

/** What is typed at a hidden question is not echoed by a terminal. */
export function openPrompter({ input, output, signal, texts }: PrompterOptions): Prompter {
  let isMuted = false;
  const echo = new Writable({
    write(chunk: Buffer, _, done) {
      if (!isMuted) output.write(chunk);
      done();
    },
  });
  const isTerminal = input.isTTY === true;
  const reader = createInterface({ input, output: echo, terminal: isTerminal });
  // A reader hands out lines as they come, and a pipe brings all of them at once: they wait here for their questions.
  const lines: string[] = [];
  const ended = new AbortController();
  const end = (sentence: string): void => ended.abort(new ControllerError("aborted", sentence, { effect: "none" }));
  let wake = (): void => undefined;
  reader.on("line", (line) => {
    lines.push(line);
    wake();
  });
  let hasInputEnded = false;
  reader.on("close", () => {
    hasInputEnded = true;
    wake();
  });
  // Raw mode keeps Ctrl-C from becoming a signal.
  reader.on("SIGINT", () => end(texts.aborted));
  const onAbort = (): void => end(texts.aborted);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  ended.signal.addEventListener("abort", () => wake());

  async function nextLine(): Promise<string> {
    for (;;) {
      ended.signal.throwIfAborted();
      const line = lines.shift();
      if (line !== undefined) return line;
      if (hasInputEnded) end(texts.inputEnded);
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    signal: ended.signal,
    say: (line) => void output.write(`${line}\n`),
    async ask(question, { hidden = false } = {}) {
      reader.setPrompt(question);
      if (isTerminal) reader.prompt();
      // Whoever reads line by line must see the question before the answer.
      else output.write(`${question}\n`);
      isMuted = hidden;
      try {
        return (await nextLine()).trim();
      } finally {
        isMuted = false;
        // What was typed brought no line break to the output.
        if (hidden && isTerminal) output.write("\n");
      }
    },
    [Symbol.dispose]() {
      signal.removeEventListener("abort", onAbort);
      reader.close();
    },
  };
}
