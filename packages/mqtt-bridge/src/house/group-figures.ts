import { delayFor, type GroupView, type ProxyProvider, type Snapshot } from "@pointsman/core";

/** What tests say of a group. */
export interface GroupFigures {
  /** Of the member in use, in ms; null where its last test failed or none was made. */
  readonly delay: number | null;
  /** Members that are alive, and all, without a subscription's pseudo-nodes. */
  readonly alive: number;
  readonly total: number;
}

export function groupFigures(view: GroupView, { nodes }: Snapshot): GroupFigures {
  let [alive, total] = [0, 0];
  for (const name of view.all) {
    const node = nodes.get(name);
    if (node?.kind === "info") continue;
    total += 1;
    if (node?.alive === true) alive += 1;
  }
  const current = view.now === undefined ? undefined : nodes.get(view.now);
  return {
    delay: current === undefined ? null : (delayFor(current, view) ?? null),
    alive,
    total,
  };
}

/** The same of a provider, which uses no node by itself. */
export function providerFigures({ proxies }: ProxyProvider, { nodes }: Snapshot): GroupFigures {
  const members = (proxies ?? []).filter(({ name }) => nodes.get(name)?.kind !== "info");
  return {
    delay: null,
    alive: members.filter(({ name, alive }) => nodes.get(name)?.alive ?? alive).length,
    total: members.length,
  };
}

/** A delay that moved by less than this share is the same delay. */
const deadband = 0.1;

/**
 * Keeps figures still that only tremble, so that tests all day long fill no recorder: new ones are taken at most once per
 * `everyMs`, but at once when the member in use falls or comes back, or when there are more or fewer of them.
 */
export class SteadyFigures {
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #shown = new Map<string, { readonly at: number; readonly figures: GroupFigures }>();

  constructor(options: { readonly everyMs: number; readonly now: () => number }) {
    this.#everyMs = options.everyMs;
    this.#now = options.now;
  }

  steady(group: string, figures: GroupFigures): GroupFigures {
    const shown = this.#shown.get(group);
    if (shown === undefined) return this.#take(group, figures);
    const { delay: shownDelay, total } = shown.figures;
    const isNews = (figures.delay === null) !== (shownDelay === null) || figures.total !== total;
    if (!isNews && this.#now() - shown.at < this.#everyMs) return shown.figures;
    const delay = isClose(figures.delay, shown.figures.delay) ? shown.figures.delay : figures.delay;
    const next = { ...figures, delay };
    const isSame =
      next.delay === shown.figures.delay && next.alive === shown.figures.alive && next.total === shown.figures.total;
    return isSame ? shown.figures : this.#take(group, next);
  }

  #take(group: string, figures: GroupFigures): GroupFigures {
    this.#shown.set(group, { at: this.#now(), figures });
    return figures;
  }
}

function isClose(now: number | null, shown: number | null): boolean {
  return now !== null && shown !== null && Math.abs(now - shown) <= shown * deadband;
}
