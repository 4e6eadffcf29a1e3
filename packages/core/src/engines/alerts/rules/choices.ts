import type { Change, Snapshot } from "../../../observer/types.ts";
import type { RuleParts } from "./core.ts";

/** Groups that choose by themselves. */
const automatic: ReadonlySet<string> = new Set(["URLTest", "Fallback", "Smart"]);
/** More are not told by name. */
const groupsTold = 20;

type Selected = Extract<Change, { type: "group-selected" }>;

/** Automatic groups that chose something else: so common that it is told together now and then, and only to who wants it. */
export class ChoicesRule {
  readonly #parts: RuleParts;
  readonly #everyMs: number | undefined;
  readonly #changed = new Map<string, { times: number; now: string | undefined }>();
  #since: number | undefined;

  /** `everyMs` undefined: never. */
  constructor(parts: RuleParts, everyMs: number | undefined) {
    this.#parts = parts;
    this.#everyMs = everyMs;
  }

  /** What is read for the first time was not chosen now, and what somebody pinned was not chosen by the group. */
  onSelected({ group: name, was, now }: Selected, { groups }: Pick<Snapshot, "groups">): void {
    const group = groups.find((one) => one.name === name);
    if (this.#everyMs === undefined || was === undefined || group === undefined || !automatic.has(group.type)) return;
    if (group.fixed !== undefined && group.fixed !== "") return;
    const times = (this.#changed.get(name)?.times ?? 0) + 1;
    this.#changed.set(name, { times, now });
    this.#since ??= this.#parts.now();
  }

  tick(): void {
    const { book, controller, now } = this.#parts;
    if (this.#everyMs === undefined || this.#since === undefined || now() - this.#since < this.#everyMs) return;
    const groups = [...this.#changed]
      .toSorted(([, a], [, b]) => b.times - a.times)
      .slice(0, groupsTold)
      .map(([group, { times, now: node }]) => ({ group, times, ...(node === undefined ? {} : { now: node }) }));
    this.#changed.clear();
    this.#since = undefined;
    book.notice(controller, {
      kind: "choices-changed",
      subject: "",
      data: { minutes: Math.round(this.#everyMs / 60_000), groups },
    });
  }
}
