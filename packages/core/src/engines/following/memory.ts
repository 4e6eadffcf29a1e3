import { z } from "zod";

/** A member that somebody put a Selector on, or pinned an automatic group to. */
export interface Choice {
  readonly node: string;
  /** Where the node is from; absent for groups and built-ins, which nobody renames daily. */
  readonly provider?: string;
  /** It is gone from the group, and that was told. */
  readonly lost?: { readonly candidates: readonly string[]; readonly isSure: boolean };
}

/** What is known of one house from before, over restarts of core and app. */
export interface HouseMemory {
  /** Real nodes by provider, as last seen. */
  readonly nodes: ReadonlyMap<string, readonly string[]>;
  /** The last deliberate choice of each group. */
  readonly choices: ReadonlyMap<string, Choice>;
  /** Fingerprints of rules that were switched off through us. */
  readonly rulesOff: readonly string[];
  /** Mark of the core's life in which they are off. */
  readonly life?: string;
}

export const emptyMemory: HouseMemory = { nodes: new Map(), choices: new Map(), rulesOff: [] };

const VERSION = 1;

const choice = z.object({
  node: z.string(),
  provider: z.string().exactOptional(),
  lost: z.object({ candidates: z.array(z.string()), isSure: z.boolean() }).exactOptional(),
});

// Pairs instead of objects: a group may be called `__proto__`.
const state = z.object({
  version: z.literal(VERSION),
  controllers: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.tuple([z.string(), z.array(z.string())])),
      choices: z.array(z.tuple([z.string(), choice])),
      rulesOff: z.array(z.string()),
      life: z.string().exactOptional(),
    }),
  ),
});

/** The memories of all controllers as the text of `following.json`. */
export function writeMemories(memories: ReadonlyMap<string, HouseMemory>): string {
  const controllers = [...memories].map(([id, { nodes, choices, rulesOff, life }]) => ({
    id,
    nodes: [...nodes],
    choices: [...choices],
    rulesOff,
    ...(life === undefined ? {} : { life }),
  }));
  return `${JSON.stringify({ version: VERSION, controllers })}\n`;
}

/** Undefined for a text that is damaged, or of a version that is not known here. */
export function readMemories(text: string): Map<string, HouseMemory> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const checked = state.safeParse(parsed);
  if (!checked.success) return undefined;
  return new Map(
    checked.data.controllers.map(({ id, nodes, choices, ...rest }) => [
      id,
      { ...rest, nodes: new Map(nodes), choices: new Map(choices) },
    ]),
  );
}
