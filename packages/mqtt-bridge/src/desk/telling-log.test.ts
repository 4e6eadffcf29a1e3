import { expect, it } from "vitest";
import type { BridgeLog } from "../bridge-options.ts";
import { tellingLog } from "./telling-log.ts";

it("a log tells each line twice: first where it is kept", () => {
  const told: string[] = [];
  const first: BridgeLog = {
    info: (sentence) => void told.push(sentence),
    warn: (sentence) => void told.push(sentence),
  };
  const log = tellingLog(first, (level, sentence) => told.push(`${level}: ${sentence}`));
  log.info("a");
  log.warn("b");
  expect(told).toEqual(["a", "info: a", "b", "warn: b"]);
});
