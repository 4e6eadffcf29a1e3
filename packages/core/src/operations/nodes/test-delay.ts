import { z } from "zod";
import { defineOperation } from "../define.ts";
import { notFound } from "../picture.ts";
import { DelayResult, nameOf } from "../shapes.ts";
import { delayTargets } from "./delay-targets.ts";

interface Best {
  readonly node: string;
  readonly delay: number;
}

/** The faster of the best so far and one more result. */
function faster(best: Best | null, { node, delay }: DelayResult): Best | null {
  if (delay === null || (best !== null && best.delay <= delay)) return best;
  return { node, delay };
}

export const testDelay = defineOperation({
  id: "test-delay",
  danger: "reversible",
  summary: "Test the delay of nodes",
  input: z
    .strictObject({
      node: nameOf("node", "Test this node").exactOptional(),
      nodes: z.array(nameOf("node", "Name of a node")).min(1).meta({ description: "Test these nodes" }).exactOptional(),
      group: nameOf("group", "Test the nodes of this group, by its own test address").exactOptional(),
      provider: nameOf("provider", "Test the nodes of this provider").exactOptional(),
      all: z.boolean().meta({ description: "Test every node" }).exactOptional(),
      url: z
        .url({ protocol: /^https?$/ })
        .meta({ description: "Address to fetch through the node" })
        .exactOptional(),
      timeoutMs: z
        .number()
        .int()
        .min(100)
        .max(30_000)
        .meta({ description: "Give up after so many ms" })
        .exactOptional(),
      samples: z
        .number()
        .int()
        .min(1)
        .max(5)
        .meta({ description: "Tests per node; the median counts" })
        .exactOptional(),
    })
    .refine(
      (input) =>
        [input.node, input.nodes, input.group, input.provider, input.all || undefined].filter(
          (one) => one !== undefined,
        ).length === 1,
      {
        message: "give exactly one of node, nodes, group, provider or all",
      },
    ),
  output: z.object({
    results: z.array(DelayResult),
    /** The fastest; null where none answered. */
    best: z.object({ node: z.string(), delay: z.number() }).nullable(),
    tookMs: z.number(),
  }),
  groups: ({ group }) => (group === undefined ? [] : [group]),
  refreshes: ["nodes"],
  async run({ controller, signal, progress, delays }, input) {
    const startedAt = performance.now();
    const targets = await delayTargets(controller.client, input, signal);
    const { timeoutMs, samples } = input;
    let done = 0;
    let best: Best | null = null;
    const onResult = (result: DelayResult): void => {
      best = faster(best, result);
      progress({ done: ++done, total: targets.length, data: { ...result, best } });
    };
    const results = await delays.test(targets, { signal, timeoutMs, samples, onResult });
    if (input.node !== undefined && results[0]?.reason === "not-found") throw notFound("node", input.node, []);
    return {
      results: [...results],
      best: results.reduce<Best | null>(faster, null),
      tookMs: Math.round(performance.now() - startedAt),
    };
  },
});
