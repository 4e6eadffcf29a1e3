export {
  type Client,
  createClient,
  createClientOn,
  type OwnedClient,
  type RowFunction,
  rowFunction,
} from "./client/client.ts";
export {
  ControllerError,
  type ControllerErrorOptions,
  type ErrorCode,
  errorCodes,
  isControllerError,
} from "./client/errors.ts";
export { createFrameReader, type FrameReader } from "./client/frame-reader.ts";
export { createTransport } from "./client/http-transport.ts";
export type { ClientOptions, TlsOptions } from "./client/options.ts";
export { toControllerError } from "./client/to-controller-error.ts";
export type { FrameSocket, SocketEvents, StreamRequest, Transport, TransportRequest } from "./client/transport.ts";
export { type Controllers, openControllers } from "./controller/controllers.ts";
export { openController } from "./controller/open-controller.ts";
export type {
  Capabilities,
  Controller,
  ControllerOptions,
  ControllerStreams,
  LogLevel,
  Switching,
} from "./controller/types.ts";
export {
  type Answer,
  type BodyType,
  type Call,
  type CallOptions,
  type CommandDef,
  type Danger,
  dangers,
  type Frame,
  type Params,
  type QueryDef,
  type RowDef,
  type StreamDef,
} from "./endpoints/define.ts";
export { type EndpointId, endpoints, isEndpointId, rowOf, rowsById } from "./endpoints/index.ts";
export type { DeviceBook, DeviceEngine, KnownDevice, LiveDevice, NewDevice } from "./engines/devices/types.ts";
export type { Engines, HistoryEngine, UsageEngine } from "./engines/engines.ts";
export type { Usage, UsageQuery } from "./engines/ledger/query/types.ts";
export { type AlertTextOptions, alertText, alertTitle } from "./locales/alert-text.ts";
export { type Texts, textsFor } from "./locales/index.ts";
export { type Language, languages } from "./locales/languages.ts";
export type {
  Alert,
  AlertEvent,
  AlertKind,
  AlertOf,
  AlertsEngine,
  EventsOptions,
  Severity,
  SingleEvent,
} from "./engines/alerts/model/types.ts";
export { isTimeZone } from "./validation/time-zone.ts";
export { placeholders } from "./client/path.ts";
export { coreItself } from "./identity/devices/address.ts";
export { presentName } from "./identity/namesakes.ts";
export { canonicalName } from "./identity/canonical-name.ts";
export { regionOf } from "./identity/region.ts";
export { remembering } from "./identity/remembering.ts";
export { ruleFingerprint } from "./identity/rule-fingerprint.ts";
export { delayFor } from "./observer/delays.ts";
export type {
  Change,
  GroupView,
  Interest,
  NodeKind,
  NodeView,
  Observer,
  Part,
  Reachability,
  Snapshot,
} from "./observer/types.ts";
export type { Config, ConfigPatch, ConfigSource, GeoUrls, Tun } from "./schemas/config.ts";
export type { Connection, ConnectionMetadata, ConnectionsFrame } from "./schemas/connection.ts";
export type { DnsAnswer, DnsQuestion, DnsRecord } from "./schemas/dns.ts";
export type { LogFrame, LogLine, StructuredLogLine } from "./schemas/log.ts";
export type { ProxyProvider, RuleProvider, SubscriptionInfo } from "./schemas/provider.ts";
export type { DelayHistory, DelaySample, Group, GroupDelays, GroupList, Proxy, ProxyList } from "./schemas/proxy.ts";
export type { Rule, RuleExtra } from "./schemas/rule.ts";
export type { SmartGroupWeights, SmartWeight, SmartWeights } from "./schemas/smart.ts";
export type { MemoryFrame, TrafficFrame } from "./schemas/traffic.ts";
export type { Version } from "./schemas/version.ts";
export type {
  BufferPolicy,
  SharedStream,
  StreamEvent,
  StreamHealth,
  SubscribeOptions,
  Subscription,
} from "./streams/types.ts";
export type {
  DelayBest,
  DelayEngine,
  DelayProgress,
  DelayRun,
  DelayTarget,
  DelayTestOptions,
} from "./engines/delay/types.ts";
export type { CallRowOptions, RowCaller } from "./operations/call-row.ts";
export { type ConnectionFilter, deviceMatch, matchesFilter } from "./operations/connections/filter.ts";
export { patternOf } from "./operations/groups/member-match.ts";
export { connectionRow } from "./operations/connections/list-connections.ts";
export type { OperationContext, OperationController, OperationDef, Progress, UndoStep } from "./operations/define.ts";
export {
  isOperationId,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  operations,
} from "./operations/index.ts";
export { parts } from "./observer/types.ts";
export { createRunner, type RunOptions, type Runner, type RunnerOptions } from "./operations/runner.ts";
export { refusal } from "./policy/permission.ts";
export type { Actor, AuditRecord, Outlet, PolicyCaps, Role } from "./policy/types.ts";
export { didYouMean, nearest } from "./validation/nearest.ts";
