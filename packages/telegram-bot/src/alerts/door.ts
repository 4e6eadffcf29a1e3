import { z } from "zod";
import type { Log } from "../delivery/log.ts";
import { StateFile } from "../state/state-file.ts";

const dayMs = 24 * 3_600_000;
/** Whoever comes first is told after this, with all who came by then, in ms. */
const gatherMs = 3_600_000;
/** People who are told apart; of more it is only known that there were more. */
const mostPeople = 200;
/** A flood writes no more often than this, in ms. */
const saveMs = 60_000;

/** `door.json`. */
const doorSchema = z.object({
  version: z.literal(1),
  messages: z.number().default(0),
  ids: z.array(z.number()).default([]),
  isMore: z.boolean().default(false),
  /** When the first of them came; Unix time in ms. */
  since: z.number().exactOptional(),
  /** When it was last told. */
  toldAt: z.number().exactOptional(),
});

type Kept = z.output<typeof doorSchema>;

const fresh: Kept = doorSchema.parse({ version: 1 });

/** What strangers sent since it was last told. */
export interface DoorCount {
  readonly messages: number;
  readonly people: number;
  /** There were more than were told apart. */
  readonly isMore: boolean;
  readonly since: number;
}

export interface DoorOptions {
  /** Absent: nothing outlives the process. */
  readonly file: string | undefined;
  readonly log: Log;
  readonly now?: () => number;
}

/** Counts strangers and their messages, so that admins can be told once a day. Costs nothing in a flood. */
export class Door {
  readonly #state: StateFile<Kept>;
  readonly #now: () => number;
  readonly #ids: Set<number>;
  #messages: number;
  #isMore: boolean;
  #since: number | undefined;
  #savedAt = Number.NEGATIVE_INFINITY;

  /** Throws an Error in one sentence where a later version wrote the file. */
  constructor({ file, log, now = Date.now }: DoorOptions) {
    this.#now = now;
    this.#state = new StateFile({ file, schema: doorSchema, fresh, log });
    const { ids, messages, isMore, since } = this.#state.value;
    this.#ids = new Set(ids);
    this.#messages = messages;
    this.#isMore = isMore;
    this.#since = since;
  }

  /** Somebody who may not use the bot wrote or pressed. */
  turnAway(id: number | undefined): void {
    this.#messages += 1;
    this.#since ??= this.#now();
    if (id !== undefined && !this.#ids.has(id)) {
      if (this.#ids.size < mostPeople) this.#ids.add(id);
      else this.#isMore = true;
    }
    if (this.#now() - this.#savedAt >= saveMs) this.#save();
  }

  /** What there is to tell, at most once a day; undefined: nothing, or not yet. */
  due(): DoorCount | undefined {
    const { toldAt = Number.NEGATIVE_INFINITY } = this.#state.value;
    if (this.#since === undefined) return undefined;
    if (this.#now() < Math.max(toldAt + dayMs, this.#since + gatherMs)) return undefined;
    return { messages: this.#messages, people: Math.max(1, this.#ids.size), isMore: this.#isMore, since: this.#since };
  }

  /** Counts anew, for a day. */
  told(): void {
    this.#ids.clear();
    this.#messages = 0;
    this.#isMore = false;
    this.#since = undefined;
    this.#state.replace({ ...fresh, toldAt: this.#now() });
    this.#state.flush();
  }

  flush(): void {
    if (this.#since !== undefined) this.#save();
    this.#state.flush();
  }

  #save(): void {
    this.#savedAt = this.#now();
    const { toldAt } = this.#state.value;
    this.#state.replace({
      version: 1,
      messages: this.#messages,
      ids: [...this.#ids],
      isMore: this.#isMore,
      ...(this.#since === undefined ? {} : { since: this.#since }),
      ...(toldAt === undefined ? {} : { toldAt }),
    });
  }
}
