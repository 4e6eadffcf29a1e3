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
  const wanted = [now, group.pin === undefined ? undefined : fixed].filter(isNamed);
  const used = new Set(wanted);
  let room = maxOptions - used.size;
  let bytes = 2 + (shown === undefined ? 0 : jsonBytes(shown));
  for (const name of used) bytes += jsonBytes(group.labels.labelOf(name));
  const labels: string[] = [];
  for (const name of all) {
    if (used.delete(name)) {
      labels.push(group.labels.labelOf(name));
      continue;
    }
    if (room <= 0 && used.size === 0) break;
    if (room <= 0 || wanted.includes(name) || house.snapshot.nodes.get(name)?.kind === "info") continue;
    const label = group.labels.labelOf(name);
    bytes += jsonBytes(label);
    if (bytes > maxOptionsBytes) room = 0;
    else {
      labels.push(label);
      room -= 1;
    }
  }
  const missing = [...used].map((name) => group.labels.labelOf(name));
  const known = [...missing, ...labels];
  return shown === undefined || known.includes(shown) ? known : [shown, ...known];
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== "";
}

function jsonBytes(label: string): number {
  return Buffer.byteLength(JSON.stringify(label)) + 1;
}
