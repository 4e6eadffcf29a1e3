import { delayFor } from "../../../../observer/delays.ts";
import type { GroupView, Snapshot } from "../../../../observer/types.ts";
import { DEFAULT_TEST_URL } from "../../../delay/delay-engine.ts";
import type { FindingOf } from "../../model/finding.ts";

type Picture = Pick<Snapshot, "groups" | "nodes" | "mode">;

/** A node that a visible group leads to, and the group that it is a member of there: its URL decides whether the node is dead. */
export interface InUse {
  readonly group: GroupView;
  readonly through: GroupView;
  readonly node: string;
  /** Ms; null: the last test failed; undefined: not tested with the URL that counts. */
  readonly delay: number | null | undefined;
}

/** What people see as groups. GLOBAL counts only in the mode that uses it, and then alone. */
function visibleGroups({ groups, mode }: Picture): readonly GroupView[] {
  if (mode === "direct") return [];
  if (mode === "global") return groups.filter(({ name }) => name === "GLOBAL");
  return groups.filter(({ name, hidden }) => !hidden && name !== "GLOBAL");
}

/** The node that each visible group uses now, through however many groups; none where it leads to a built-in or is spread. */
export function nodesInUse(picture: Picture): readonly InUse[] {
  const byName = new Map(picture.groups.map((group) => [group.name, group]));
  return visibleGroups(picture).flatMap((group): InUse[] => {
    let through = group;
    const seen = new Set<string>();
    while (through.now !== undefined && !seen.has(through.name)) {
      seen.add(through.name);
      const next = byName.get(through.now);
      if (next === undefined) {
        const node = picture.nodes.get(through.now);
        return node?.kind === "node" ? [{ group, through, node: node.name, delay: delayFor(node, through) }] : [];
      }
      through = next;
    }
    return [];
  });
}

/** Groups of which every way out is known to fail the test that counts. */
export function deadGroups(picture: Picture): readonly FindingOf<"group-dead">[] {
  const byName = new Map(picture.groups.map((group) => [group.name, group]));
  const known = new Map<string, number | undefined>();
  /** How many nodes are dead where all are; undefined where one lives or is not known to be dead. */
  const deadNodes = (group: GroupView): number | undefined => {
    if (known.has(group.name)) return known.get(group.name);
    // A group inside itself adds nothing.
    known.set(group.name, 0);
    let count: number | undefined = 0;
    for (const name of group.all) {
      const dead = deadOf(name, group);
      if (dead === undefined) {
        count = undefined;
        break;
      }
      count += dead;
    }
    known.set(group.name, count);
    return count;
  };
  const deadOf = (name: string, group: GroupView): number | undefined => {
    const nested = byName.get(name);
    if (nested !== undefined) return deadNodes(nested);
    const node = picture.nodes.get(name);
    if (node === undefined || node.kind === "info" || node.type.startsWith("Reject")) return 0;
    return node.kind === "node" && delayFor(node, group) === null ? 1 : undefined;
  };
  return visibleGroups(picture).flatMap((group): FindingOf<"group-dead">[] => {
    const nodes = deadNodes(group) ?? 0;
    return nodes === 0 ? [] : [{ kind: "group-dead", subject: group.name, data: { group: group.name, nodes } }];
  });
}

/** Nodes in use that fail the test; where a whole group is dead, that is the news. */
export function deadNodes(
  inUse: readonly InUse[],
  allDead: readonly FindingOf<"group-dead">[],
): readonly FindingOf<"node-dead">[] {
  const covered = new Set(allDead.map(({ subject }) => subject));
  const dead = inUse.filter(({ delay, group }) => delay === null && !covered.has(group.name));
  return [...Map.groupBy(dead, ({ node }) => node)].map(([node, uses]) => ({
    kind: "node-dead",
    subject: node,
    data: { node, groups: uses.map(({ group }) => group.name) },
  }));
}

/** What to test so that `deadNodes` knows: each node in use once per URL. */
export function testsOf(inUse: readonly InUse[]): readonly { readonly node: string; readonly url: string }[] {
  return inUse.map(({ node, through }) => ({ node, url: through.testUrl || DEFAULT_TEST_URL })).filter(isFirst);
}

/** What to test so that a group is not called dead for an old result: some of its nodes. */
export function testsOfGroup(
  picture: Picture,
  name: string,
  most: number,
): readonly { readonly node: string; readonly url: string }[] {
  const byName = new Map(picture.groups.map((group) => [group.name, group]));
  const seen = new Set<string>();
  const tests = (group: GroupView | undefined): { readonly node: string; readonly url: string }[] => {
    if (group === undefined || seen.has(group.name)) return [];
    seen.add(group.name);
    return group.all.flatMap((member) => {
      if (picture.nodes.get(member)?.kind === "node") return [{ node: member, url: group.testUrl || DEFAULT_TEST_URL }];
      return tests(byName.get(member));
    });
  };
  return tests(byName.get(name)).filter(isFirst).slice(0, most);
}

function isFirst(
  test: { readonly node: string; readonly url: string },
  index: number,
  all: readonly { readonly node: string; readonly url: string }[],
): boolean {
  return all.findIndex(({ node, url }) => node === test.node && url === test.url) === index;
}
