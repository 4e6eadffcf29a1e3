export { askDashboard, type AskDashboardOptions } from "./ask-dashboard.ts";
export { type Bridge, type BridgeLog, type BridgeOptions, type BridgeTimings, startBridge } from "./bridge.ts";
export { type MqttConfig, type MqttConfigInput, mqttConfig } from "./config.ts";
export { type BrokerTrial, type DialReason, tryBroker } from "./mqtt/try-broker.ts";
export { type Purge, purgeBroker } from "./purge/purge.ts";
