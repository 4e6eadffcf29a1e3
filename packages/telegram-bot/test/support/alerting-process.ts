import path from "node:path";
import { openController } from "@pointsman/core";
import { openAlerts } from "@pointsman/core/alerts";
import { textFile } from "@pointsman/core/state";
import { startBot, type TelegramConfigInput } from "../../src/index.ts";

/** What the process is told on its command line, as JSON. */
export interface AlertingOrder {
  readonly apiRoot: string;
  readonly token: string;
  /** Address of the core. */
  readonly core: string;
  readonly users: TelegramConfigInput["users"];
  readonly stateDir: string;
}

// The bot and what people should hear of, in a process that can be killed. A message
// to it is the ledger's trouble, an empty one the end of it.
const { apiRoot, token, core, users, stateDir } = JSON.parse(process.argv[2] ?? "") as AlertingOrder;
const file = textFile(path.join(stateDir, "alerts.json"));
const alerts = openAlerts({
  graceMs: 0,
  store: { load: () => JSON.parse(file.load() ?? "null"), save: (state) => file.save(JSON.stringify(state)) },
});
const controller = openController({ id: "home", url: core, engines: { alerts } });
const bot = await startBot({
  config: { token, "api-root": apiRoot, users },
  controllers: new Map([["home", controller]]),
  stateDir: path.join(stateDir, "telegram"),
});
await bot.ready;
process.on("message", (trouble: string) => alerts.ledgerTrouble(trouble === "" ? undefined : trouble));
process.send?.("ready");
