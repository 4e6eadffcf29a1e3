import path from "node:path";
import type { EngineDefinition } from "./engine.ts";

/** Who used what, in `ledger.db`. */
export const ledgerEngine: EngineDefinition = {
  name: "ledger",
  async open({ config, stateDir, log, engines: { devices } }) {
    const settings = config.ledger;
    if (settings === "off") return undefined;
    const timeZone = config["time-zone"];
    const { openLedger } = await import("@pointsman/core/ledger");
    const ledger = openLedger({
      file: path.join(stateDir, "ledger.db"),
      settings,
      onTrouble: log.warn,
      ...(devices === undefined ? {} : { devices }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return {
      offers: { usage: ledger },
      follow: (controller) => ledger.follow(controller),
      close: () => ledger.close(),
    };
  },
};
