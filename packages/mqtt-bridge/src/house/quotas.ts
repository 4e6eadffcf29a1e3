import type { Engines } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { slugBook } from "../names/slug.ts";
import { instant } from "../state/instant.ts";

type QuotaState = ReturnType<NonNullable<Engines["quotas"]>["quotas"]>[number];

/** A quota of the config with its topic name. */
export interface HouseQuota extends Pick<QuotaState, "id" | "limit" | "used" | "left" | "resetsAt" | "runsOutAt"> {
  readonly slug: string;
}

/** Those that count this controller's bytes, alone or with others. */
export function houseQuotas(states: readonly QuotaState[], controller: string): HouseQuota[] {
  const own = states.filter(({ of }) => of.controller === undefined || of.controller === controller);
  const slugs = slugBook(
    own.map(({ id }) => id),
    "q",
  );
  return own.map(({ id, limit, used, left, resetsAt, runsOutAt }) => ({
    id,
    slug: slugs.slugOf(id),
    limit,
    used,
    left,
    resetsAt,
    runsOutAt,
  }));
}

const megabyte = 1_000_000;
const hourMs = 3_600_000;

/** Bytes in whole megabytes and a forecast in whole hours, so that only what people would notice is news. */
export function quotaStates(topics: ControllerTopics, quotas: readonly HouseQuota[], everyMs: number): Message[] {
  const whole = (bytes: number): number => Math.floor(bytes / megabyte) * megabyte;
  return quotas.map(({ id, slug, limit, used, left, resetsAt, runsOutAt }) => {
    const payload = {
      id: slug,
      name: id,
      limit,
      used: whole(used),
      left: whole(left),
      resets_at: instant(resetsAt),
      runs_out_at: runsOutAt === null ? null : instant(Math.round(runsOutAt / hourMs) * hourMs),
    };
    return retained(topics.quota(slug), JSON.stringify(payload), { everyMs });
  });
}
