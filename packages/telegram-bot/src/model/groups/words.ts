import { wordRef } from "../../callback/ref.ts";
import { oncePerPicture } from "../once-per-picture.ts";
import { multiplierIn } from "./multiplier.ts";

/** Something by which a list can be cut down, and how many of its nodes have it. */
export interface Word {
  readonly ref: string;
  /** A provider's name, "" for what stands in the config itself; or a protocol as the core calls it. */
  readonly word: string;
  readonly count: number;
}

/** By what a group's nodes differ; what few share comes last. */
export interface GroupWords {
  readonly providers: readonly Word[];
  readonly protocols: readonly Word[];
  /** Traffic through some of them counts more than once. */
  readonly isPriced: boolean;
}

function counted(kind: "provider" | "protocol", words: Iterable<string>): readonly Word[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts, ([word, count]) => ({ ref: wordRef(kind, word), word, count })).toSorted(
    (a, b) => b.count - a.count,
  );
}

/** What the nodes of a group can be told apart by. */
export const wordsOf = oncePerPicture(({ nodes: all }, { all: members }): GroupWords => {
  const nodes = members.flatMap((name) => {
    const node = all.get(name);
    return node?.kind === "node" ? [node] : [];
  });
  return {
    providers: counted(
      "provider",
      nodes.map(({ provider = "" }) => provider),
    ),
    protocols: counted(
      "protocol",
      nodes.map(({ type }) => type),
    ),
    isPriced: nodes.some(({ name }) => multiplierIn(name) > 1),
  };
});
