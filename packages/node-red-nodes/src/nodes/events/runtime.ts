import type { Change } from "@pointsman/core";
import type { Red } from "../../runtime/red.ts";
import { registerSource, sourceMessage } from "../shared/source.ts";
import { watchParts } from "../shared/watch-parts.ts";
import { readEventsConfig } from "./config.ts";
import { partsOf } from "./event-types.ts";

export function registerEvents(red: Red): void {
  registerSource(
    red,
    "pointsman-events",
    async (source, opened, stored) => {
      const { events, everyMs } = readEventsConfig(stored);
      const wanted = new Set<string>(events);
      await watchParts(source, opened, { parts: partsOf(events), everyMs }, (change) => {
        if (wanted.has(change.type)) source.node.send(sourceMessage(source, change.type, eventPayload(change)));
      });
    },
    readEventsConfig,
  );
}

/** The change without its name, which is the topic; an error as code and sentence. */
export function eventPayload({ type: _topic, ...rest }: Change): Readonly<Record<string, unknown>> {
  if (!("error" in rest)) return rest;
  const { code, message } = rest.error;
  return { ...rest, error: { code, message } };
}
