import { canonicalName } from "../../identity/canonical-name.ts";
import { matchRenames, type Renames } from "../../identity/renames.ts";
import type { GroupView, NodeView, Snapshot } from "../../observer/types.ts";
import type { Choice, HouseMemory } from "./memory.ts";
import type { ProviderUpdate } from "./types.ts";

/** What following looks at. */
export type Picture = Pick<Snapshot, "groups" | "nodes">;

/** Where nodes of the config itself are listed: the core's own name for it. */
export const ownProvider = "default";

/** A choice that is not in its group any more. */
export interface Loss {
  readonly group: string;
  readonly was: string;
  /** True for the pin of an automatic group, false for the choice of a Selector. */
  readonly isPin: boolean;
  /** What the core uses instead. */
  readonly fellTo: string | undefined;
  /** Members that could be it; with `isSure` exactly one, which is it. */
  readonly candidates: readonly string[];
  readonly isSure: boolean;
  /** It was told before and nothing new is known; of interest only as long as it can be followed. */
  readonly isOld: boolean;
}

export interface Judgement {
  readonly memory: HouseMemory;
  readonly losses: readonly Loss[];
  /** Providers of which nodes got other names or went. */
  readonly updates: readonly ProviderUpdate[];
}

/**
 * Holds a picture against what is remembered: which choices are people's, which of them vanished, and which nodes came for
 * them. Looks at states, not at events, so that what happened while nobody looked is judged alike.
 */
export function judge(memory: HouseMemory, picture: Picture): Judgement {
  const now = namesByProvider(picture.nodes);
  const matches = new Map<string, Renames>();
  for (const [provider, names] of now) {
    const before = [...(memory.nodes.get(provider) ?? []), ...lostFrom(provider, memory.choices)];
    if (before.length > 0) matches.set(provider, matchRenames(before, names));
  }
  const losses: Loss[] = [];
  const choices = new Map<string, Choice>();
  for (const group of picture.groups) {
    const judged = judgeGroup(group, memory.choices.get(group.name), { picture, now, matches });
    if (judged.choice !== undefined) choices.set(group.name, judged.choice);
    if (judged.loss !== undefined) losses.push(judged.loss);
  }
  // A provider without nodes has not been loaded yet, or could not be: that is no news of its nodes.
  const nodes = new Map([...memory.nodes, ...now]);
  return { memory: { ...memory, nodes, choices }, losses, updates: updatesOf(memory, matches) };
}

/** Pseudo-nodes change their text daily: they are nobody, and nothing is ever followed to one. */
export function namesByProvider(nodes: ReadonlyMap<string, NodeView>): ReadonlyMap<string, readonly string[]> {
  const real = [...nodes.values()].filter((node) => node.kind === "node");
  const byProvider = Map.groupBy(real, (node) => node.provider ?? ownProvider);
  return new Map([...byProvider].map(([provider, members]) => [provider, members.map((node) => node.name)]));
}

interface Evidence {
  readonly picture: Picture;
  readonly now: ReadonlyMap<string, readonly string[]>;
  readonly matches: ReadonlyMap<string, Renames>;
}

interface JudgedGroup {
  readonly choice: Choice | undefined;
  readonly loss?: Loss;
}

function judgeGroup(group: GroupView, known: Choice | undefined, evidence: Evidence): JudgedGroup {
  const isPin = group.fixed !== undefined;
  // The core keeps a vanished pin by name; of a Selector's choice it shows only what it uses instead.
  const shown = isPin ? group.fixed : group.now;
  if (shown === undefined || shown === "") return { choice: undefined };
  const chosen = isPin ? shown : (known?.node ?? shown);
  if (group.all.includes(chosen)) return { choice: chosenNow(shown, known, evidence.picture) };
  // A Selector falls to its first member: any other was chosen by somebody meanwhile, and that counts.
  if (!isPin && shown !== group.all[0]) return { choice: chosenNow(shown, undefined, evidence.picture) };
  return lose(group, known?.node === chosen ? known : { node: chosen }, isPin, evidence);
}

function chosenNow(name: string, known: Choice | undefined, { nodes }: Picture): Choice | undefined {
  if (known?.node === name && known.lost === undefined && known.provider !== undefined) return known;
  const node = nodes.get(name);
  if (node?.kind === "info") return undefined;
  return node?.kind === "node" ? { node: name, provider: node.provider ?? ownProvider } : { node: name };
}

function lose(group: GroupView, choice: Choice, isPin: boolean, { picture, now, matches }: Evidence): JudgedGroup {
  const { node, lost } = choice;
  const provider = choice.provider ?? providerOf(node, matches);
  if (provider !== undefined && !now.has(provider)) return { choice };
  // One that could not be followed yet may be renamed once more.
  const sought = (lost?.isSure === true ? lost.candidates[0] : undefined) ?? node;
  const found =
    provider === undefined ? lookalikes(node, group, picture) : candidatesFor(sought, matches.get(provider));
  const isNew = found.candidates.length > 0;
  const known = isNew ? found : (lost ?? found);
  const candidates = known.candidates.filter((name) => group.all.includes(name));
  const isSure = known.isSure && candidates.length === 1;
  const isOld = lost !== undefined && !isNew;
  const loss: Loss = { group: group.name, was: node, isPin, fellTo: group.now, candidates, isSure, isOld };
  const kept = { node, ...(provider === undefined ? {} : { provider }), lost: { candidates, isSure } };
  return { choice: kept, loss };
}

function candidatesFor(node: string, match: Renames | undefined): NonNullable<Choice["lost"]> {
  const renamed = match?.renamed.find(({ was }) => was === node);
  if (renamed !== undefined) return { candidates: [renamed.now], isSure: true };
  return { candidates: match?.ambiguous.find(({ was }) => was === node)?.candidates ?? [], isSure: false };
}

/** Of a choice that was never seen while it was there nothing but the name is known: enough to ask, not to follow. */
function lookalikes(node: string, group: GroupView, { nodes }: Picture): NonNullable<Choice["lost"]> {
  const wanted = canonicalName(node);
  const candidates = group.all.filter((name) => nodes.get(name)?.kind === "node" && canonicalName(name) === wanted);
  return { candidates, isSure: false };
}

/** For a pin that was never seen while it was there: the one provider that had such a node. */
function providerOf(node: string, matches: ReadonlyMap<string, Renames>): string | undefined {
  const had = ({ renamed, ambiguous, gone }: Renames): boolean =>
    gone.includes(node) || [...renamed, ...ambiguous].some(({ was }) => was === node);
  return [...matches].find(([, match]) => had(match))?.[0];
}

/** Choices that were lost before still look for their node in what comes next; those that were found are among the nodes. */
function lostFrom(provider: string, choices: ReadonlyMap<string, Choice>): readonly string[] {
  return [...choices.values()]
    .filter((choice) => choice.lost !== undefined && !choice.lost.isSure && choice.provider === provider)
    .map(({ node }) => node);
}

function updatesOf(memory: HouseMemory, matches: ReadonlyMap<string, Renames>): readonly ProviderUpdate[] {
  return [...matches].flatMap(([provider, { same, renamed, gone, ambiguous, added }]): ProviderUpdate[] => {
    const known = new Set(memory.nodes.get(provider));
    const pairs = renamed.filter(({ was }) => known.has(was)).map(({ was, now }) => ({ was, now }));
    const went = [...gone, ...ambiguous.map(({ was }) => was)].filter((name) => known.has(name));
    if (pairs.length === 0 && went.length === 0) return [];
    return [{ provider, same: same.length, renamed: pairs, gone: went, added }];
  });
}
