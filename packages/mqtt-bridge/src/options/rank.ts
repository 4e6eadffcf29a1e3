import { delayFor, type GroupView, regionOf, type Snapshot } from "@pointsman/core";

export interface RankOptions {
  readonly nodes: Snapshot["nodes"];
  /** Whether a name is one of the household's favourites. */
  readonly isFavourite: (name: string) => boolean;
  /** Nodes that were chosen in this group before, newest first. */
  readonly recent: readonly string[];
  /** What was offered until now: it stays where others are only a little faster. */
  readonly before: ReadonlySet<string>;
}

/** The member in use, and the pinned one of an automatic group. */
export function usedIn({ type, now, fixed }: GroupView): readonly string[] {
  const used = new Set([now ?? "", type === "Selector" ? "" : (fixed ?? "")]);
  used.delete("");
  return [...used];
}

/** How much faster (share, ms) a node must be to take another one's place: tests tremble. */
const muchFaster = { share: 1.3, ms: 30 } as const;

/**
 * The members of a group, those first that a short list should have: the one in use and the pinned one, favourites, those
 * chosen before, the fastest of each region, then by delay, the untested and the dead last. News of a subscription are
 * left out unless in use. The same delays, and delays that tremble by a tenth, give the same list wherever it is cut.
 */
export function rankedMembers(view: GroupView, options: RankOptions): readonly string[] {
  const { nodes, isFavourite, recent } = options;
  const used = usedIn(view);
  const members = new Set(view.all.filter((name) => nodes.get(name)?.kind !== "info" || used.includes(name)));
  const slowness = slownessIn(view, options);
  const byDelay = [...members].map((name, index) => ({ name, index, slow: slowness(name) }));
  byDelay.sort((a, b) => a.slow - b.slow || a.index - b.index);
  const tiers = [
    used,
    [...members].filter(isFavourite),
    recent.filter((name) => members.has(name)),
    bestOfRegions(byDelay),
    byDelay.map(({ name }) => name),
  ];
  return [...new Set(tiers.flat())];
}

/** Ms, with a handicap for whoever is not on the list yet; beyond every delay for the untested and, further, the dead. */
function slownessIn(view: GroupView, { nodes, before }: RankOptions): (name: string) => number {
  return (name) => {
    const node = nodes.get(name);
    const own = node === undefined ? undefined : delayFor(node, view);
    // A test by another URL says little, but more than none.
    const delay = own === undefined ? node?.delay : own;
    const isNew = !before.has(name);
    if (delay === null) return isNew ? 4e9 : 3e9;
    if (delay === undefined) return isNew ? 2e9 : 1e9;
    return isNew ? delay * muchFaster.share + muchFaster.ms : delay;
  };
}

function bestOfRegions(byDelay: readonly { readonly name: string; readonly slow: number }[]): string[] {
  const best = new Map<string, string>();
  for (const { name, slow } of byDelay) {
    if (slow >= 1e9) break;
    const region = regionOf(name);
    if (region !== undefined && !best.has(region)) best.set(region, name);
  }
  return [...best.values()];
}
