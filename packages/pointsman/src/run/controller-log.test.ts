import { type Change, ControllerError, type Controller } from "@pointsman/core";
import { expect, test } from "vitest";
import { logController } from "./controller-log.ts";
import { createLogger } from "./logger.ts";

/** An observer whose watch hands out these changes, one after the other, and then waits for its end. */
function observing(changes: readonly (Change | (() => void))[], done: () => void): Pick<Controller, "observer"> {
  async function* watch(): AsyncGenerator<Change> {
    for (const change of changes) {
      if (typeof change === "function") change();
      else yield await Promise.resolve(change);
    }
    done();
  }
  return { observer: { watch } as unknown as Controller["observer"] };
}

test("writes one line per transition, with the length of an outage", async () => {
  const lines: string[] = [];
  const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line.slice(25)) });
  let at = 0;
  const gone = new ControllerError("unreachable", "Nobody answers at http://127.0.0.1:9.");
  const refused = new ControllerError("unauthorized", "The core refuses the secret.");
  const wait = (ms: number) => () => void (at += ms);
  await new Promise<void>((resolve) => {
    const controller = observing(
      [
        { type: "core-back" },
        { type: "core-lost", error: gone },
        wait(60_000),
        { type: "core-lost", error: refused },
        wait(240_000),
        { type: "core-back" },
        { type: "core-restarted", version: "v1.19.9" },
        { type: "mode-changed", was: "rule", now: "direct" },
      ],
      resolve,
    );
    logController({ controller, log, now: () => at });
  });
  expect(lines).toEqual([
    "info reachable",
    "warn lost: Nobody answers at http://127.0.0.1:9.",
    "warn refused: The core refuses the secret.",
    "info reachable again, after 5 min",
    "info restarted (v1.19.9)",
  ]);
});
