/** So many of a group are remembered. */
const maxRecent = 20;

/** What people chose in each group, newest first. */
export class RecentNodes {
  readonly #byGroup = new Map<string, readonly string[]>();

  of(group: string): readonly string[] {
    return this.#byGroup.get(group) ?? [];
  }

  /** A node is in use. Answers whether that is news. */
  note(group: string, node: string): boolean {
    const known = this.of(group);
    if (known[0] === node) return false;
    this.#byGroup.set(group, [node, ...known.filter((each) => each !== node)].slice(0, maxRecent));
    return true;
  }
}
