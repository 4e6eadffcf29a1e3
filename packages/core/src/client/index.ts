// For programs that call rows and nothing else: loads neither operations nor observer.
export { type CallOptions, type RowDef } from "../endpoints/define.ts";
export { type EndpointId, isEndpointId, rowOf, rowsById } from "../endpoints/index.ts";
export { didYouMean } from "../validation/nearest.ts";
export { createClient, type RowFunction, rowFunction } from "./client.ts";
export { isControllerError } from "./errors.ts";
