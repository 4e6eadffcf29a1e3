import type { Snapshot } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { slugBook } from "../names/slug.ts";
import type { GroupFigures } from "./group-figures.ts";

/** A node with entities of its own: of thousands only those that the config names. */
export interface HouseNode {
  readonly name: string;
  readonly slug: string;
  /** Whether the core has a node of that name now. */
  readonly isKnown: boolean;
  /** Of its last test, in ms; null where that failed or none was made. */
  readonly delay: number | null;
  readonly isAlive: boolean;
}

/** Those that the config names, also while the core has none of that name: a subscription may bring it back. */
export function houseNodes(
  { nodes }: Pick<Snapshot, "nodes">,
  wanted: readonly string[],
  steady?: (slug: string, figures: GroupFigures) => GroupFigures,
): HouseNode[] {
  const names = [...new Set(wanted)];
  const slugs = slugBook(names, "n");
  return names.map((name) => {
    const node = nodes.get(name);
    const slug = slugs.slugOf(name);
    const figures = {
      delay: node?.delay ?? null,
      alive: node?.alive === true ? 1 : 0,
      total: node === undefined ? 0 : 1,
    };
    // A slash, as a group may have the same slug.
    const { delay, alive } = steady?.(`node/${slug}`, figures) ?? figures;
    return { name, slug, isKnown: node !== undefined, delay, isAlive: alive > 0 };
  });
}

/** Every field always: a template must find it. */
export function nodeStates(topics: ControllerTopics, nodes: readonly HouseNode[]): Message[] {
  return nodes.map(({ name, slug, isKnown, delay, isAlive }) => {
    const payload = { id: slug, name, known: isKnown, alive: isAlive ? "ON" : "OFF", delay };
    return retained(topics.node(slug), JSON.stringify(payload));
  });
}
