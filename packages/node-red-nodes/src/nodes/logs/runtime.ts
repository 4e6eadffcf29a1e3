import type { Red } from "../../runtime/red.ts";
import { registerSource, showHealth, type Source, sourceMessage } from "../shared/source.ts";
import { readLogsConfig } from "./config.ts";
import { createLogGate, type LogBatch } from "./log-gate.ts";

const secondMs = 1000;

export function registerLogs(red: Red): void {
  registerSource(
    red,
    "pointsman-logs",
    async (source, { controller }, stored) => {
      const config = readLogsConfig(stored);
      const stream = controller.streams.logs(config.level);
      let gap: number | undefined;
      const gate = createLogGate(config, (batch) => {
        sendBatch(source, batch, config.mode === "list", gap);
        gap = undefined;
      });
      const leave = stream.onEvent((event) => {
        if (event.kind === "frame") gate.add(event.frame);
        else if (event.kind === "dropped") gate.lose(event.count);
        else gap = event.ms;
      });
      const timer = setInterval(() => gate.tick(), secondMs);
      try {
        await showHealth(source, stream, "logs.stream");
      } finally {
        clearInterval(timer);
        leave();
      }
    },
    readLogsConfig,
  );
}

/** Single lines one by one; what was dropped after them in a message of its own, as its count is only known then. */
function sendBatch(source: Source, { lines, dropped }: LogBatch, asList: boolean, gap: number | undefined): void {
  const more = { ...(dropped > 0 ? { dropped } : {}), ...(gap === undefined ? {} : { gap }) };
  const [line] = lines;
  if (asList) source.node.send(sourceMessage(source, "logs", lines, more));
  else source.node.send(sourceMessage(source, line === undefined ? "dropped" : "log", line ?? null, more));
}
