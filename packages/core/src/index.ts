export { ControllerError, type ErrorCode, errorCodes, isControllerError } from "./client/errors.ts";
export type { Controller, ControllerOptions, LogLevel } from "./controller/types.ts";
export type { Change, GroupView, NodeKind, NodeView, Part, Reachability, Snapshot } from "./observer/types.ts";
export type { OperationId, OperationInput, OperationOutput } from "./operations/index.ts";
export type { Actor, Outlet, PolicyCaps, Role } from "./policy/types.ts";
export type { StreamEvent, StreamHealth } from "./streams/types.ts";
