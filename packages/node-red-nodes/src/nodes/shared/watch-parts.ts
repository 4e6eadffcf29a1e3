import type { Change, Part } from "@pointsman/core";
import { toFlowError } from "../../runtime/flow-error.ts";
import type { Opened } from "../../runtime/hub.ts";
import { connected, type Source } from "./source.ts";

/**
 * Follows what changes from now on. The first reading is no change: what is there already is read before anybody is
 * told, also when the core was away at first. Each loss of the core shows in the status and is told to Catch nodes once.
 * Ends with the source.
 */
export async function watchParts(
  source: Source,
  { core, controller: { observer } }: Opened,
  { parts, everyMs }: { readonly parts: readonly Part[]; readonly everyMs: number },
  onChange: (change: Change) => void,
  /** Called once, when everything was read for the first time. */
  onRead: () => void = () => {},
): Promise<void> {
  const { signal } = source;
  const tell = (change: Change): void => {
    if (change.type === "core-lost") {
      source.status.set({ fill: "yellow", shape: "ring", text: `error.${change.error.code}` });
      source.node.error(toFlowError(change.error), {});
    } else if (change.type === "core-back") source.status.set(connected);
    onChange(change);
  };
  try {
    await observer.refresh(parts, { signal });
    source.status.set(connected);
    onRead();
  } catch (error) {
    if (signal.aborted || !core.isControllerError(error)) throw error;
    tell({ type: "core-lost", error });
    for await (const change of observer.watch({ parts: ["reachability"], everyMs }, { signal })) {
      if (change.type !== "core-back") continue;
      await observer.refresh(parts, { signal }).catch(() => {});
      tell(change);
      onRead();
      break;
    }
  }
  let isLost = false;
  for await (const change of observer.watch({ parts, everyMs }, { signal })) {
    // A watcher that begins is told of a core that is there; only one that was away is back.
    if (change.type === "core-back" && !isLost) continue;
    if (change.type === "core-lost" || change.type === "core-back") isLost = change.type === "core-lost";
    tell(change);
  }
}
