import { z } from "zod";

const ruleExtraShape = z.looseObject({
  disabled: z.boolean(),
  hitCount: z.number(),
  /** RFC 3339; the unix epoch = never. */
  hitAt: z.string(),
  missCount: z.number(),
  missAt: z.string(),
});

/** What happened to a rule since the config was loaded (since 2026-01). */
export interface RuleExtra extends z.output<typeof ruleExtraShape> {}
export const RuleExtra: z.ZodType<RuleExtra> = ruleExtraShape;

const ruleShape = z.looseObject({
  /** `DomainSuffix`, `IPCIDR`, `RuleSet`, `Match` … never the config's spelling. */
  type: z.string(),
  payload: z.string(),
  /** The target: a proxy, a group, or a sub-rule's name. */
  proxy: z.string(),
  /** Entries of a geo rule, -1 for all others. */
  size: z.number().exactOptional(),
  /** Position from 0 (since 2026-01); it shifts when rules are added. */
  index: z.number().exactOptional(),
  extra: RuleExtra.exactOptional(),
});

/** One routing rule. */
export interface Rule extends z.output<typeof ruleShape> {}
export const Rule: z.ZodType<Rule> = ruleShape;

const ruleListShape = z.looseObject({ rules: z.array(Rule).nullable() });

/** In the order in which they are tried. */
export interface RuleList extends z.output<typeof ruleListShape> {}
export const RuleList: z.ZodType<RuleList> = ruleListShape;
