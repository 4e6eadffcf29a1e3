import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

/**
 * Runs in a thread of its own: a picture takes tens of ms, on a router many more, and the bot has to answer meanwhile.
 * A text instead of a file, as the thread must start from sources, from `dist` and from a bundle alike.
 */
const threadSource = `
const { readFileSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { initWasm, Resvg } = require(workerData.library);
const ready = initWasm(readFileSync(workerData.program));
parentPort.on("message", async ({ id, svg }) => {
  try {
    await ready;
    const drawing = new Resvg(svg, { font: { loadSystemFonts: false } });
    const image = drawing.render();
    const png = image.asPng();
    image.free();
    drawing.free();
    parentPort.postMessage({ id, png });
  } catch (error) {
    parentPort.postMessage({ id, fault: error instanceof Error ? error.message : String(error) });
  }
});
`;

/** The thread and its 50 MB are given back after so long without a picture. */
const idleMs = 60_000;
/** A picture that takes longer will not come. */
const patienceMs = 30_000;

interface Waiting {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

type Answer = { readonly id: number } & ({ readonly png: Uint8Array } | { readonly fault: string });

export interface RendererOptions {
  /** Replaced in tests; ms. */
  readonly idleMs?: number;
}

/**
 * Turns SVG into PNG, one picture after the other. It knows no fonts: a text in the SVG would be left out, so ours are
 * outlines. WebAssembly rather than a native addon: one file that runs wherever Node.js does, musl and ARM included.
 */
export class ChartRenderer {
  readonly #idleMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor({ idleMs: idle = idleMs }: RendererOptions = {}) {
    this.#idleMs = idle;
  }

  /** True while a thread is kept for the next picture. */
  get isWarm(): boolean {
    return this.#thread !== undefined;
  }

  /** Rejects where it cannot be drawn, or the renderer is closed. */
  async draw(svg: string): Promise<Uint8Array> {
    if (this.#isClosed) throw new Error("the chart renderer is closed");
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.#start());
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const timer = setTimeout(() => void this.#end(new Error("a picture took too long")), patienceMs);
    timer.unref();
    this.#lastId += 1;
    this.#waiting.set(this.#lastId, { resolve, reject, timer });
    thread.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage({ id: this.#lastId, svg });
    return await promise;
  }

  /** Pictures that are under way are rejected. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end(new Error("the chart renderer was closed"));
  }

  #start(): Worker {
    const require = createRequire(import.meta.url);
    const library = require.resolve("@resvg/resvg-wasm");
    const program = require.resolve("@resvg/resvg-wasm/index_bg.wasm");
    const thread = new Worker(threadSource, { eval: true, workerData: { library, program } });
    thread.on("message", (answer: Answer) => this.#answered(answer));
    thread.on("error", (error: unknown) => {
      const reason = error instanceof Error ? error : new Error("the chart renderer broke");
      if (this.#thread === thread) void this.#end(reason);
    });
    thread.on("exit", () => {
      if (this.#thread === thread) void this.#end(new Error("the chart renderer ended by itself"));
    });
    return thread;
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if ("png" in answer) waiting.resolve(answer.png);
    else waiting.reject(new Error(answer.fault));
    if (this.#waiting.size > 0) return;
    // A thread that only waits must not keep the process alive.
    this.#thread?.unref();
    this.#idle = setTimeout(() => void this.#end(new Error("idle")), this.#idleMs);
    this.#idle.unref();
  }

  async #end(reason: Error): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    this.#waiting.clear();
    await thread?.terminate();
  }
}
