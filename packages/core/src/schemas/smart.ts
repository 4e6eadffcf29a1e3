import { z } from "zod";

const weightShape = z.looseObject({ Name: z.string(), Rank: z.string(), Weight: z.number() });

/** What a Smart group thinks of one node. */
export interface SmartWeight extends z.output<typeof weightShape> {}
export const SmartWeight: z.ZodType<SmartWeight> = weightShape;

const groupWeightsShape = z.looseObject({
  weights: z.array(SmartWeight).nullable(),
  message: z.string().exactOptional(),
});

/** The weights of one Smart group; `message` says why there are none. */
export interface SmartGroupWeights extends z.output<typeof groupWeightsShape> {}
export const SmartGroupWeights: z.ZodType<SmartGroupWeights> = groupWeightsShape;

const weightsShape = z.looseObject({
  weights: z.record(z.string(), z.array(SmartWeight).nullable()),
  errors: z.record(z.string(), z.string()).nullable().exactOptional(),
  message: z.string().exactOptional(),
});

/** By group. */
export interface SmartWeights extends z.output<typeof weightsShape> {}
export const SmartWeights: z.ZodType<SmartWeights> = weightsShape;
