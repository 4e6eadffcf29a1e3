import path from "node:path";
import type { EngineDefinition } from "./engine.ts";
import { savingTrouble } from "./saving-trouble.ts";

/** Who used what, in `ledger.db`. */
export const ledgerEngine: EngineDefinition = {
  name: "ledger",
  async open({ config, stateDir, log, engines: { alerts, devices } }) {
    const settings = config.ledger;
    if (settings === "off") return undefined;
    const timeZone = config["time-zone"];
    const { openLedger } = await import("@pointsman/core/ledger");
    // What was open when the app ended is over where the ledger opens without a word.
    alerts?.ledgerTrouble(undefined);
    const saving = savingTrouble();
    const ledger = openLedger({
      file: path.join(stateDir, "ledger.db"),
      settings,
      quotas: config.quotas,
      onTrouble: (message) => {
        log.warn(message);
        saving.told();
        alerts?.ledgerTrouble(message);
      },
      onRecovered: () => {
        log.info("saves again");
        saving.over();
        alerts?.ledgerTrouble(undefined);
      },
      ...(devices === undefined ? {} : { devices }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    saving.opened();
    return {
      trouble: saving.state,
      offers: { usage: ledger, quotas: ledger },
      follow: (controller) => ledger.follow(controller),
      close: () => ledger.close(),
    };
  },
};
