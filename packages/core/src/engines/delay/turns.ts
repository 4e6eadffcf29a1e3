/** One piece of work. It may wait in several lanes: the lane whose turn comes first starts it, for all of them. */
export interface Work {
  /** Does it; never rejects. */
  run(): Promise<void>;
  /** Told once when it was never started and no lane is left that wants it. */
  dropped(): void;
}

/** How many may be under way. Read at each turn, so it may change. */
export interface Limits {
  readonly limit: number;
  /** Above `limit`: up to here a caller that has nothing under way may start one all the same. */
  readonly cap: number;
}

/** One caller's work, in its order. */
export interface Lane {
  readonly isClosed: boolean;
  /** `ahead`: before what waits in this lane. Work that is under way already is left as it is. */
  add(work: Work, options?: { readonly ahead?: boolean }): void;
  /** Forgets what waits; what is under way runs to its end. */
  close(): void;
}

interface OpenLane {
  queue: Work[];
  active: number;
  /** Number of the turn that it had last; 0: none yet. */
  servedAt: number;
}

/**
 * Shares places among callers: whoever has the fewest under way is next, of several whoever was served longest ago. So one node of a
 * person is tested at the next free place, beside a run of thousands.
 */
export class Turns {
  readonly #limits: Limits;
  readonly #lanes = new Set<OpenLane>();
  /** Work that was not started, and in how many lanes it waits. */
  readonly #waiting = new Map<Work, number>();
  #active = 0;
  #turn = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Whether work waits for a place. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  open(): Lane {
    const lane: OpenLane = { queue: [], active: 0, servedAt: 0 };
    let isClosed = false;
    this.#lanes.add(lane);
    return {
      get isClosed() {
        return isClosed;
      },
      add: (work, { ahead = false } = {}) => {
        if (isClosed) throw new Error("This lane is closed.");
        this.#add(lane, work, ahead);
      },
      close: () => {
        if (isClosed) return;
        isClosed = true;
        this.#close(lane);
      },
    };
  }

  #add(lane: OpenLane, work: Work, ahead: boolean): void {
    this.#waiting.set(work, (this.#waiting.get(work) ?? 0) + 1);
    if (ahead) lane.queue.unshift(work);
    else lane.queue.push(work);
    this.#fill();
  }

  #close(lane: OpenLane): void {
    this.#lanes.delete(lane);
    for (const work of lane.queue) {
      const lanes = this.#waiting.get(work);
      if (lanes === undefined) continue;
      if (lanes > 1) this.#waiting.set(work, lanes - 1);
      else {
        this.#waiting.delete(work);
        work.dropped();
      }
    }
    lane.queue = [];
  }

  #fill(): void {
    for (let lane = this.#next(); lane !== undefined; lane = this.#next()) this.#start(lane);
  }

  #next(): OpenLane | undefined {
    if (this.#active >= this.#limits.cap) return undefined;
    let chosen: OpenLane | undefined;
    for (const lane of this.#lanes) {
      if (chosen !== undefined && !isBefore(lane, chosen)) continue;
      if (this.#hasWork(lane)) chosen = lane;
    }
    const isFull = this.#active >= this.#limits.limit;
    return chosen !== undefined && isFull && chosen.active > 0 ? undefined : chosen;
  }

  /** Takes out what another lane has started meanwhile. */
  #hasWork(lane: OpenLane): boolean {
    const first = lane.queue.findIndex((work) => this.#waiting.has(work));
    lane.queue.splice(0, first < 0 ? lane.queue.length : first);
    return first >= 0;
  }

  #start(lane: OpenLane): void {
    const work = lane.queue.shift();
    if (work === undefined) return;
    this.#waiting.delete(work);
    this.#turn += 1;
    lane.servedAt = this.#turn;
    lane.active += 1;
    this.#active += 1;
    void work.run().then(() => {
      lane.active -= 1;
      this.#active -= 1;
      this.#fill();
    });
  }
}

function isBefore(a: OpenLane, b: OpenLane): boolean {
  return a.active === b.active ? a.servedAt < b.servedAt : a.active < b.active;
}
