import type { Progress } from "@pointsman/core";
import type { InputContext } from "../../runtime/input.ts";
import type { NodeMessage, Red } from "../../runtime/red.ts";
import { registerTasks, type TaskNodeOptions } from "../shared/task-node.ts";
import { delayDescription } from "./description.ts";

export function registerDelay(red: Red): void {
  registerTasks(red, delayDescription, delayOptions);
}

/** Tells every result on the second output while the test runs, and lets a message with `cancel: true` end it. */
export function delayOptions(): TaskNodeOptions {
  const running = new Set<AbortController>();
  return {
    intercept(message) {
      if (message["cancel"] !== true) return false;
      for (const ender of running) ender.abort();
      return true;
    },
    performing({ send, signal }: InputContext) {
      const ender = new AbortController();
      running.add(ender);
      return {
        signal: AbortSignal.any([signal, ender.signal]),
        progress: (progress) => send([null, progressMessage(progress)]),
        end: () => void running.delete(ender),
      };
    },
  };
}

/** `data` is the newest result and the best so far. */
function progressMessage({ done, total, data }: Progress): NodeMessage {
  return { topic: "progress", payload: { done, total, ...(data as object | undefined) } };
}
