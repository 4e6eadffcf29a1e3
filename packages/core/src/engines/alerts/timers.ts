/** Replaced in tests. */
export interface Timers {
  /** Calls `work` again and again. Returns the way out. */
  every(ms: number, work: () => void): () => void;
  /** Calls `work` once. Returns the way out. */
  after(ms: number, work: () => void): () => void;
}

/** The machine's own; none of them keeps a process alive. */
export const realTimers: Timers = {
  every(ms, work) {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
  after(ms, work) {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};
