import path from "node:path";
import type { Controller } from "@pointsman/core";
import type { Alerts, AlertsConfig, AlertsStore, WebhookConfig } from "@pointsman/core/alerts";
import { textFile } from "@pointsman/core/state";
import type { Logger } from "../logger.ts";
import { startHeartbeat } from "../webhooks/heartbeat.ts";
import { runWebhook } from "../webhooks/webhook.ts";
import type { EngineContext, EngineDefinition } from "./engine.ts";
import { quotaReadings } from "./quota-readings.ts";

/** How often quotas and devices (for spikes and newcomers) are looked at. */
const usageEveryMs = 300_000;

/** What people should hear of, remembered in `alerts.json`; also sent to webhooks, as an outlet may travel through the core that died. */
export const alertsEngine: EngineDefinition = {
  name: "alerts",
  async open({ config, stateDir, log }) {
    const { openAlerts } = await import("@pointsman/core/alerts");
    const timeZone = config["time-zone"];
    const zone = timeZone === undefined ? {} : { timeZone };
    const settings = config.alerts;
    const alerts = openAlerts({ settings, store: fileStore(path.join(stateDir, "alerts.json"), log), ...zone });
    const followed = new Map<string, Controller>();
    const stop = startDelivery(alerts, settings, { followed, log, ...zone });
    return {
      offers: { alerts },
      follow: (controller) => {
        const leave = alerts.follow(controller);
        followed.set(controller.id, controller);
        const timer = setInterval(() => {
          readDevices(alerts, controller);
          const [first] = followed.keys();
          readQuotas(alerts, controller, first === controller.id);
        }, usageEveryMs);
        return () => {
          clearInterval(timer);
          followed.delete(controller.id);
          leave();
        };
      },
      close: async () => {
        alerts.close();
        await stop();
      },
    };
  },
};

function startDelivery(
  alerts: Alerts,
  { webhook: hooks, "heartbeat-url": heartbeat }: AlertsConfig,
  { followed, ...options }: { followed: ReadonlyMap<string, Controller>; log: Logger; timeZone?: string },
): () => Promise<void> {
  const stop = new AbortController();
  const running = hooks.map((hook) => runWebhook({ ...options, alerts, hook: withDefaults(hook) }, stop.signal));
  const stopBeating =
    heartbeat === ""
      ? () => {}
      : startHeartbeat({ url: heartbeat, controllers: () => followed.values(), log: options.log });
  return async () => {
    stop.abort();
    stopBeating();
    await Promise.allSettled(running);
  };
}

function withDefaults(hook: AlertsConfig["webhook"][number]): WebhookConfig {
  return typeof hook === "string" ? { url: hook, format: "json", language: "en", "min-severity": "info" } : hook;
}

/** What each device moved lately, from the ledger. */
function readDevices(alerts: Alerts, { id, engines: { usage, devices } }: Controller): void {
  if (usage === undefined) return;
  // Hours are what the ledger can tell apart: it answers from the beginning of that hour on, and says so.
  const { rows, since } = usage.usage({ by: "device", since: "1h", controller: id });
  const readings = rows.map(({ key, upload, download }) => {
    const name = devices?.nameOf(key);
    return { device: key, bytes: upload + download, ...(name === undefined ? {} : { name }) };
  });
  alerts.devices(id, readings, Math.round((Date.now() - since) / 60_000));
}

function readQuotas(alerts: Alerts, { id, engines: { quotas } }: Controller, shared: boolean): void {
  if (quotas !== undefined) alerts.quotas(id, quotaReadings(quotas.quotas(), { controller: id, shared }));
}

/** A file that cannot be read is begun anew, one that cannot be written is told once: watching goes on. */
function fileStore(place: string, log: EngineContext["log"]): AlertsStore {
  const file = textFile(place);
  let isInTrouble = false;
  return {
    load() {
      try {
        return JSON.parse(file.load() ?? "null");
      } catch (error) {
        log.warn(`${place} cannot be read (${codeOf(error)}): what was told is forgotten`);
        return undefined;
      }
    },
    save(state) {
      try {
        file.save(`${JSON.stringify(state)}\n`);
        isInTrouble = false;
      } catch (error) {
        if (!isInTrouble) log.warn(`${place} cannot be saved (${codeOf(error)})`);
        isInTrouble = true;
      }
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "it is damaged";
}
