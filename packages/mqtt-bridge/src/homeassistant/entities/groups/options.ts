import { remembering } from "@pointsman/core";
import { OptionBook, type Room } from "../../../options/option-book.ts";
import { RecentNodes } from "../../../options/recent-nodes.ts";
import type { House, HouseGroup } from "../../../house/house.ts";

/** Home Assistant's recorder warns where the options of one entity exceed 32 kB of JSON. */
export const maxOptionsBytes = 32_000;
/** Left for what is shown and was taken off the list: the longest label. */
const shownBytes = 1100;

/**
 * The labels to offer: never empty, always with the member in use and the pinned one, in the group's own order.
 * Pseudo-nodes of a subscription are left out unless one is in use. Cut by count and by bytes.
 * `shown` is the label that a select shows now: Home Assistant forgets a state that is none of the options, so it stays
 * one until another was told.
 */
export function optionsOf(
  house: House,
  { view, labels }: HouseGroup,
  { maxOptions, shown }: { readonly maxOptions: number; readonly shown?: string | undefined },
): string[] {
  const room: Room = {
    count: maxOptions,
    bytes: maxOptionsBytes - shownBytes,
    bytesOf: (name) => jsonBytes(labels.labelOf(name)),
  };
  const book = house.options ?? newBook();
  const offered = book.offered(view, house.snapshot.nodes, room).map((name) => labels.labelOf(name));
  return shown === undefined || offered.includes(shown) ? offered : [shown, ...offered];
}

/** Of a house that is looked at once. */
function newBook(): OptionBook {
  return new OptionBook({ favourites: [], recent: new RecentNodes(), everyMs: 0, now: () => 0 });
}

/** Of a label in a list, with its comma. The same thousands of labels are in hundreds of groups. */
const jsonBytes = remembering((label): number => Buffer.byteLength(JSON.stringify(label)) + 1);
