export { devicesConfig, type DevicesSettings } from "./config.ts";
export { type Devices, type DevicesOptions, openDevices } from "./devices.ts";
export type { DeviceBook, DeviceEngine, KnownDevice, LiveDevice, NewDevice } from "./types.ts";
export { type Join, parseNeighbours } from "../../identity/devices/neighbour-table.ts";
export { singleSource, type SourceShare } from "../../identity/devices/single-source.ts";
