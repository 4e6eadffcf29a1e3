import type { GroupView, ProxyProvider, Snapshot } from "@pointsman/core";
import { type LabelBook, labelBook } from "../names/labels.ts";
import { type SlugBook, slugBook } from "../names/slug.ts";

/** One group with the names it has on the broker and in Home Assistant. */
export interface HouseGroup {
  readonly view: GroupView;
  readonly slug: string;
  readonly labels: LabelBook;
  /** Label of the member in use; undefined where there is none (LoadBalance). */
  readonly now: string | undefined;
  /** A person may choose its member: Selector. Automatic groups show theirs. */
  readonly isSelectable: boolean;
}

/** One proxy provider with its topic name. */
export interface HouseProvider {
  readonly view: ProxyProvider;
  readonly slug: string;
}

/** What the renderers need of one controller: its snapshot, seen through topic and label names. */
export interface House {
  readonly controller: string;
  readonly snapshot: Snapshot;
  readonly groups: readonly HouseGroup[];
  readonly providers: readonly HouseProvider[];
  readonly slugs: SlugBook;
}

export function houseOf(controller: string, snapshot: Snapshot): House {
  const slugs = slugBook(snapshot.groups.map((group) => group.name));
  const providerSlugs = slugBook(snapshot.providers.keys(), "p");
  const providers = [...snapshot.providers.values()].map((view) => ({ view, slug: providerSlugs.slugOf(view.name) }));
  return { controller, snapshot, slugs, providers, groups: snapshot.groups.map((view) => houseGroup(view, slugs)) };
}

function houseGroup(view: GroupView, slugs: SlugBook): HouseGroup {
  // The member in use may be missing from the list while a provider reloads; it needs a label all the same.
  const labels = labelBook(view.now === undefined ? view.all : [...view.all, view.now]);
  return {
    view,
    slug: slugs.slugOf(view.name),
    labels,
    now: view.now === undefined ? undefined : labels.labelOf(view.now),
    isSelectable: view.type === "Selector",
  };
}
