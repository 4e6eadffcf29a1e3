import { AlertBook, type BookOptions } from "../../src/engines/alerts/book/book.ts";
import type { Severity, SingleEvent } from "../../src/engines/alerts/model/types.ts";
import { fakeClock } from "./fake-clock.ts";

/** A book of alerts on a clock of the test's own, and all that it told. */
export function recordedBook(options: Partial<BookOptions> = {}): {
  readonly clock: ReturnType<typeof fakeClock>;
  readonly events: readonly SingleEvent[];
  readonly book: AlertBook;
} {
  const clock = fakeClock();
  const events: SingleEvent[] = [];
  const book = new AlertBook({
    now: clock.now,
    quietUntil: 0,
    onEvent: (event) => events.push(event),
    onChange: () => {},
    ...options,
  });
  return { clock, events, book };
}

/** What is told of a dead node. */
export function nodeEvent(type: SingleEvent["type"], node: string, severity: Severity = "warning"): SingleEvent {
  return {
    type,
    alert: {
      key: `home/node-dead/${node}`,
      kind: "node-dead",
      controller: "home",
      severity,
      data: { node, groups: [] },
      state: type === "recovered" ? "recovered" : "open",
      since: 0,
      count: 1,
      flapping: false,
      acknowledged: false,
    },
  };
}
