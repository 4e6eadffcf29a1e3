import { DEFAULT_TEST_URL } from "../engines/delay/delay-engine.ts";
import type { GroupView, NodeView } from "./types.ts";

/**
 * The delay that counts in a group: of the last test with the group's own URL, in ms; null: that test failed; undefined:
 * not tested with this URL. Another URL's delay says little, so it does not stand in.
 */
export function delayFor(node: Pick<NodeView, "delays">, group: Pick<GroupView, "testUrl">): number | null | undefined {
  return node.delays.get(group.testUrl || DEFAULT_TEST_URL);
}
