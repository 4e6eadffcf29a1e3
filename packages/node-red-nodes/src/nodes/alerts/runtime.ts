import { setTimeout as pause } from "node:timers/promises";
import { FlowError } from "../../runtime/flow-error.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { askApp } from "../app/ask.ts";
import { type AppNode, useApp } from "../app/runtime.ts";
import { type BareNode, setUpBare } from "../shared/flow-node.ts";
import { connected, connecting, failSource } from "../shared/source.ts";
import { type AlertRow, alertRows, createAlertWatch } from "./alert-watch.ts";
import { type AlertsConfig, readAlertsConfig } from "./config.ts";

const operation = "list-alerts";

export function registerAlerts(red: Red): void {
  red.nodes.registerType("pointsman-alerts", function (this: RuntimeNode, stored: StoredConfig): void {
    const bare = setUpBare(red, this, stored);
    const app = useApp(red, this, stored["app"]);
    if (app === undefined) {
      bare.status.set({ fill: "grey", shape: "ring", text: "status.noApp" });
      return;
    }
    const run = async (): Promise<void> => {
      if (bare.signal.aborted) return;
      if (bare.problem !== undefined) throw bare.problem;
      const config = readAlertsConfig(bare.stored);
      bare.status.set(connecting);
      await follow(bare, app, config);
    };
    // One turn later, when the Catch nodes of the flow exist as well.
    setImmediate(() => void run().catch((error: unknown) => failSource(bare, error)));
  });
}

/** Asks again and again; an app that is away is told to Catch nodes once, and again when the reason changes. */
async function follow(bare: BareNode, app: AppNode, config: AlertsConfig): Promise<void> {
  const { node, status, signal } = bare;
  const watch = createAlertWatch();
  const query = { language: config.language, ...(config.from === "" ? {} : { controller: config.from }) };
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      const rows = alertRows(await askApp(app.access(), "api/alerts", query, { operation, signal }));
      const { raised, over } = watch.next(rows);
      const open = rows.filter(({ state }) => state === "open").length;
      status.set(open === 0 ? connected : { fill: "yellow", shape: "dot", text: `! ${open}` });
      for (const row of raised) node.send([message(app, row), null]);
      for (const row of over) node.send([null, message(app, row)]);
      told = undefined;
    } catch (error) {
      if (signal.aborted) return;
      const code = error instanceof FlowError ? error.code : "unexpected-response";
      if (code !== told) failSource(bare, error);
      told = code;
    }
    // Closing ends the pause as well.
    await pause(config.everyMs, undefined, { signal }).catch(() => {});
  }
}

function message(app: AppNode, row: AlertRow): NodeMessage {
  return { topic: row.kind, payload: row, timestamp: Date.now(), pointsman: { controllerName: app.label, operation } };
}
