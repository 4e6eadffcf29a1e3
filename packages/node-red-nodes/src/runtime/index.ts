// The entry of the bundle: one function per node file.
export { registerController } from "../nodes/controller/runtime.ts";
export { registerRequest } from "../nodes/request/runtime.ts";
export { registerTraffic } from "../nodes/traffic/runtime.ts";
