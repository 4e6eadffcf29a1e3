import type { GroupView, OperationId, ProxyProvider, RuleProvider, Snapshot } from "@pointsman/core";
import { type GroupIdentity, groupIdentities, type PinnedGroups } from "../names/group-identities.ts";
import { type LabelBook, labelBook } from "../names/labels.ts";
import { type SlugBook, slugBook, type SlugBooks } from "../names/slug.ts";
import type { OptionBook } from "../options/option-book.ts";
import type { HouseDevice } from "./device-usage.ts";
import { groupFigures, type GroupFigures, providerFigures } from "./group-figures.ts";
import { type HouseNode, houseNodes } from "./nodes.ts";
import type { HouseQuota } from "./quotas.ts";
import { type HouseRule, houseRules, noRules, type WantedRules } from "./rules.ts";

/** One group with the names it has on the broker and in Home Assistant. */
export interface HouseGroup {
  readonly view: GroupView;
  readonly slug: string;
  /** The same in ids. */
  readonly identity: GroupIdentity;
  readonly labels: LabelBook;
  /** Label of the member in use; undefined where there is none (LoadBalance). */
  readonly now: string | undefined;
  /** A person may choose its member: Selector. Automatic groups show theirs. */
  readonly isSelectable: boolean;
  /** Label of the member that an automatic group is pinned to, "" where it chooses by itself; undefined: takes no pin. */
  readonly pin: string | undefined;
  readonly figures: GroupFigures;
}

/** One provider of nodes, or of rules, with its topic name. */
export interface Named<View> {
  readonly view: View;
  readonly slug: string;
}
export interface HouseProvider extends Named<ProxyProvider> {
  readonly figures: GroupFigures;
}
export type HouseRuleProvider = Named<RuleProvider>;

/** Labels of the member in use and of the pinned one, as they were last told. */
export type Shown = Pick<HouseGroup, "now" | "pin">;

/** What a snapshot does not tell. */
export interface HouseContext {
  /** Whether the policy lets MQTT do it: what it forbids is not announced. */
  readonly may: (operation: OperationId) => boolean;
  /** Whether somebody keeps watch (the engine of alerts). */
  readonly isWatched: boolean;
  /** Names of the scenes. */
  readonly scenes: readonly string[];
  /** Rules that have a switch here. */
  readonly wantedRules: WantedRules;
  /** Names of nodes that have entities of their own; default: none. */
  readonly wantedNodes?: readonly string[];
  /** Groups whose topics and ids the config keeps; default: none. */
  readonly pinnedGroups?: PinnedGroups;
  /** What each device used; none where nobody counts. */
  readonly devices: readonly HouseDevice[];
  readonly quotas: readonly HouseQuota[];
  /** Slugs of groups and providers; default: made for this house alone. */
  readonly slugs?: SlugBooks;
  /** Which members a select offers, where it cannot offer all; default: judged by this house alone. */
  readonly options?: OptionBook;
  /** What subscribers show of a group now, by its slug; undefined where nothing was told yet. */
  readonly shown?: (slug: string) => Shown | undefined;
  /** The figures of a group or a provider as they are to be shown, by their topic's name; default: as they are. */
  readonly steady?: (slug: string, figures: GroupFigures) => GroupFigures;
}

/** What the renderers need of one controller: its snapshot, seen through topic and label names. */
export interface House extends HouseContext {
  readonly controller: string;
  readonly snapshot: Snapshot;
  readonly groups: readonly HouseGroup[];
  readonly providers: readonly HouseProvider[];
  readonly ruleProviders: readonly HouseRuleProvider[];
  readonly rules: readonly HouseRule[];
  readonly nodes: readonly HouseNode[];
}

const everything: HouseContext = {
  may: () => true,
  isWatched: false,
  scenes: [],
  wantedRules: noRules,
  devices: [],
  quotas: [],
};

export function houseOf(controller: string, snapshot: Snapshot, context: HouseContext = everything): House {
  const { slugs = freshSlugs } = context;
  const identityOf = groupIdentities(
    snapshot.groups.map((group) => group.name),
    context.pinnedGroups,
    (names) => slugs("group", names, "g"),
  );
  return {
    ...context,
    controller,
    snapshot,
    groups: snapshot.groups.flatMap((view) => {
      const identity = identityOf(view.name);
      return identity === undefined ? [] : [houseGroup(view, identity, snapshot, context)];
    }),
    providers: named(snapshot.providers, (names) => slugs("provider", names, "p")).map((provider) =>
      withFigures(provider, snapshot, context),
    ),
    nodes: houseNodes(snapshot, context.wantedNodes ?? [], context.steady),
    rules: houseRules(snapshot.rules, context.wantedRules),
    ruleProviders: named(snapshot.ruleProviders, (names) => slugs("ruleset", names, "r")),
  };
}

const freshSlugs: SlugBooks = (_kind, names, emptyPrefix) => slugBook(names, emptyPrefix);

function named<View extends { readonly name: string }>(
  views: ReadonlyMap<string, View>,
  slugsOf: (names: Iterable<string>) => SlugBook,
): Named<View>[] {
  const slugs = slugsOf(views.keys());
  return [...views.values()].map((view) => ({ view, slug: slugs.slugOf(view.name) }));
}

function withFigures(provider: Named<ProxyProvider>, snapshot: Snapshot, { steady }: HouseContext): HouseProvider {
  const figures = providerFigures(provider.view, snapshot);
  // A slash, as a group may have the same slug.
  return { ...provider, figures: steady?.(`provider/${provider.slug}`, figures) ?? figures };
}

/** What is asked of a group is made then: most changes of a large house are about few of its groups. */
function houseGroup(
  view: GroupView,
  identity: GroupIdentity,
  snapshot: Snapshot,
  { steady }: HouseContext,
): HouseGroup {
  const pinned = view.type === "Selector" ? undefined : view.fixed;
  // The member in use may be missing from the list while a provider reloads; it needs a label all the same.
  const labels = lazy(() => labelsOf(view, [view.now, pinned || undefined]));
  const { slug } = identity;
  const figures = lazy(() => {
    const found = groupFigures(view, snapshot);
    return steady?.(slug, found) ?? found;
  });
  return {
    view,
    slug,
    identity,
    isSelectable: view.type === "Selector",
    get labels() {
      return labels();
    },
    get now() {
      return view.now === undefined ? undefined : labels().labelOf(view.now);
    },
    get pin() {
      return pinned === undefined || pinned === "" ? pinned : labels().labelOf(pinned);
    },
    get figures() {
      return figures();
    },
  };
}

/** A group that looks as before is the same object in the next snapshot. */
const labelBooks = new WeakMap<GroupView, LabelBook>();

function labelsOf(view: GroupView, extra: readonly (string | undefined)[]): LabelBook {
  const known = labelBooks.get(view);
  if (known !== undefined) return known;
  const book = labelBook([...view.all, ...extra.filter((name) => name !== undefined)]);
  labelBooks.set(view, book);
  return book;
}

function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
