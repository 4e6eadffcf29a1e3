export { askDashboard, type AskDashboardOptions } from "./ask-dashboard.ts";
export { startBridge } from "./bridge.ts";
export type { Bridge, BridgeLog, BridgeOptions } from "./bridge-options.ts";
export { type MqttConfig, type MqttConfigInput, mqttConfig } from "./config.ts";
export { type BrokerTrial, type DialReason, tryBroker } from "./mqtt/try-broker.ts";
export { type Preview, type PreviewedMessage, previewBridge, type PreviewOptions } from "./preview.ts";
export { publishOnce, type Published } from "./publish-once.ts";
export { type Purge, purgeBroker } from "./purge/purge.ts";
export type { BridgeTimings } from "./timings.ts";
