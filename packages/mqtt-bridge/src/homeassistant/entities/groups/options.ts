import type { House, HouseGroup } from "../../../state/house.ts";

/** Home Assistant's recorder warns where the options of one entity exceed 32 kB of JSON. */
export const maxOptionsBytes = 32_000;

/**
 * The labels to offer: never empty, always with the member in use and the pinned one, in the group's own order.
 * Pseudo-nodes of a subscription are left out unless one is in use. Cut by count and by bytes.
 * `shown` is the label that a select shows now: Home Assistant forgets a state that is none of the options, so it stays
 * one until another was told.
 */
export function optionsOf(
  house: House,
  group: HouseGroup,
  { maxOptions, shown }: { readonly maxOptions: number; readonly shown?: string | undefined },
): string[] {
  const { all, now, fixed } = group.view;
  const wanted = [now, group.pin === undefined ? undefined : fixed].filter((name) => name !== undefined && name !== "");
  const kept = new Set<string>(wanted as string[]);
  const isOffered = (name: string): boolean => !kept.has(name) && house.snapshot.nodes.get(name)?.kind !== "info";
  let bytes = 2 + (shown === undefined ? 0 : Buffer.byteLength(JSON.stringify(shown)) + 1);
  for (const name of kept) bytes += jsonBytes(group, name);
  for (const name of all) {
    if (!isOffered(name)) continue;
    bytes += jsonBytes(group, name);
    if (kept.size >= maxOptions || bytes > maxOptionsBytes) break;
    kept.add(name);
  }
  const members = new Set(all);
  const missing = [...kept].filter((name) => !members.has(name));
  const labels = [...missing, ...all.filter((name) => kept.has(name))].map((name) => group.labels.labelOf(name));
  return shown === undefined || labels.includes(shown) ? labels : [shown, ...labels];
}

function jsonBytes(group: HouseGroup, name: string): number {
  return Buffer.byteLength(JSON.stringify(group.labels.labelOf(name))) + 1;
}
