export { type Alerts, type AlertsOptions, openAlerts } from "./alerts.ts";
export {
  type AlertsConfig,
  alertsConfig,
  type AlertsSettings,
  defaultAlertsSettings,
  type WebhookConfig,
} from "./config.ts";
export type { AlertInputs, DeviceReading, QuotaReading } from "./model/inputs.ts";
export type { AlertsState, AlertsStore } from "./state.ts";
export { severities } from "./model/types.ts";
export type { Timers } from "./timers.ts";
export type {
  Alert,
  AlertData,
  AlertEvent,
  AlertKind,
  AlertOf,
  AlertsEngine,
  AlertState,
  EventsOptions,
  Severity,
  SingleEvent,
} from "./model/types.ts";
export type { AlertsController } from "./watched-controller.ts";
