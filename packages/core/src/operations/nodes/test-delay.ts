import { z } from "zod";
import { defineOperation } from "../define.ts";
import { faster } from "../../engines/delay/tally.ts";
import type { DelayBest } from "../../engines/delay/types.ts";
import { notFound, readProxies } from "../picture.ts";
import { DelayResult, nameOf } from "../shapes.ts";
import { delayTargets } from "./delay-targets.ts";
import { testTargets } from "./test-targets.ts";

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
    /** `group`, `provider`: this core tests no node by itself, so it tested the whole; then `samples` does not count. */
    by: z.enum(["node", "group", "provider"]),
    tookMs: z.number(),
  }),
  groups: ({ group }) => (group === undefined ? [] : [group]),
  refreshes: ["nodes"],
  async run(context, input) {
    const startedAt = performance.now();
    const { client } = context.controller;
    const { node, group, provider, timeoutMs, samples } = input;
    const targets = await delayTargets(client, input, context.signal);
    const { results, by } = await testTargets(context, { targets, group, provider, timeoutMs, samples });
    if (node !== undefined && results[0]?.reason === "not-found") {
      throw notFound("node", node, [...(await readProxies(client, context.signal)).keys()]);
    }
    return {
      results: [...results],
      best: results.reduce<DelayBest | null>(faster, null),
      by,
      tookMs: Math.round(performance.now() - startedAt),
    };
  },
});
