import path from "node:path";
import type { EngineDefinition } from "./engine.ts";

/** The curves of the last 90 days, in the ledger's file: without a ledger there are none. */
export const historyEngine: EngineDefinition = {
  name: "history",
  async open({ config, stateDir, log }) {
    if (config.ledger === "off") return undefined;
    const timeZone = config["time-zone"];
    const { openHistory } = await import("@pointsman/core/history");
    const history = openHistory({
      file: path.join(stateDir, "ledger.db"),
      onTrouble: log.warn,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return {
      offers: { history },
      follow: (controller) => history.follow(controller),
      close: () => history.close(),
    };
  },
};
