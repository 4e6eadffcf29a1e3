import { MemoryOfHouse } from "../memory/house-memory.ts";

/** So many of a group are remembered. */
const maxRecent = 20;

/** What people chose in each group, newest first; over restarts, where a memory is given. */
export class RecentNodes {
  readonly #memory: Pick<MemoryOfHouse, "recent" | "setRecent">;

  constructor(memory: Pick<MemoryOfHouse, "recent" | "setRecent"> = new MemoryOfHouse()) {
    this.#memory = memory;
  }

  of(group: string): readonly string[] {
    return this.#memory.recent(group);
  }

  /** A node is in use. Answers whether that is news. */
  note(group: string, node: string): boolean {
    const known = this.of(group);
    if (known[0] === node) return false;
    this.#memory.setRecent(group, [node, ...known.filter((each) => each !== node)].slice(0, maxRecent));
    return true;
  }
}
