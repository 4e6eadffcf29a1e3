import type { NodeStatus, RuntimeNode } from "./red.ts";

/** Each status is a message to every open editor. */
const minIntervalMs = 1000;

/**
 * Sets a node's status at most once a second and never twice the same; the last one always arrives.
 * `clear` ends it, with the status gone.
 */
export interface StatusLine {
  set(status: NodeStatus): void;
  clear(): void;
}

export function createStatusLine(node: Pick<RuntimeNode, "status">): StatusLine {
  let shown = "";
  let pending: NodeStatus | undefined;
  let timer: NodeJS.Timeout | undefined;

  const show = (status: NodeStatus): void => {
    const key = JSON.stringify(status);
    if (key === shown) return;
    shown = key;
    node.status(status);
    timer = setTimeout(() => {
      timer = undefined;
      const next = pending;
      pending = undefined;
      if (next !== undefined) show(next);
    }, minIntervalMs);
    timer.unref();
  };
  return {
    set(status) {
      if (timer === undefined) show(status);
      else pending = status;
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      pending = undefined;
      shown = "";
      node.status({});
    },
  };
}
