import path from "node:path";
import type { EngineDefinition } from "./engine.ts";
import { savingTrouble } from "./saving-trouble.ts";

/** The curves of the last 90 days, in the ledger's file: without a ledger there are none. */
export const historyEngine: EngineDefinition = {
  name: "history",
  async open({ config, stateDir, log }) {
    if (config.ledger === "off") return undefined;
    const timeZone = config["time-zone"];
    const { openHistory } = await import("@pointsman/core/history");
    const saving = savingTrouble();
    const history = openHistory({
      file: path.join(stateDir, "ledger.db"),
      onTrouble: (message) => {
        log.warn(message);
        saving.told();
      },
      onRecovered: () => {
        log.info("saves again");
        saving.over();
      },
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    saving.opened();
    return {
      trouble: saving.state,
      offers: { history },
      follow: (controller) => history.follow(controller),
      close: () => history.close(),
    };
  },
};
