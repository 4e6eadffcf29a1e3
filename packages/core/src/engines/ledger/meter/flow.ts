import { coreItself } from "../../../identity/devices/address.ts";
import type { LedgerSettings } from "../config.ts";
import type { MeteredConnection, Route } from "../frame/metered.ts";

/** Whom bytes are booked on. */
export interface FlowKey {
  /** What the device book says of the source address, or `Inner` for the core's own requests. */
  readonly device: string;
  /** `""` where hosts are not kept. */
  readonly host: string;
  /** Outermost group; the same as `node` where there is none. */
  readonly group: string;
  /** The leaf. */
  readonly node: string;
  /** `Type(payload)`, `Type` where there is no payload, `""` where no rule was asked (global and direct mode). */
  readonly rule: string;
  /** Of the leaf; `""` where it comes from none, or the core does not say so (before 2025-12). */
  readonly provider: string;
}

/** Tells which device a source address belongs to, such as by its MAC: a phone has many addresses in a year. */
export interface DeviceBook {
  /** Asked once per connection, when its first bytes are counted. What it returns is stored: a name of its own choice that never changes. */
  keyOf(sourceIP: string): string;
  /** The keys of the devices that a person calls so; none where nobody is. */
  find?(name: string): readonly string[];
}

/** Where nobody knows better an address is a device. */
const addressesAsDevices: DeviceBook = { keyOf: (sourceIP) => sourceIP };

/** The device that a connection is booked on. */
export function deviceOf(
  { sourceIP, route }: Pick<MeteredConnection, "sourceIP" | "route">,
  devices: DeviceBook = addressesAsDevices,
): string {
  return route.type === coreItself ? coreItself : devices.keyOf(sourceIP);
}

/** What a connection of this device is booked on; none of it changes while it is open. */
export function flowKeyOf(route: Route, device: string, hosts: LedgerSettings["hosts"]): FlowKey {
  const { chains, providerChains, rule, rulePayload } = route;
  const node = chains[0] ?? "";
  return {
    device,
    host: hosts === "none" ? "" : hostOf(route, hosts),
    group: chains.at(-1) ?? node,
    node,
    rule: rulePayload === "" ? rule : `${rule}(${rulePayload})`,
    provider: providerChains?.[0] ?? "",
  };
}

/** Queries of the core's own resolver through a node are listed, but are not in the core's totals (reference §8.3). */
export function isInTotals({ type, process }: Route): boolean {
  return type !== coreItself || process !== "";
}

function hostOf({ host, sniffHost, destinationIP }: Route, hosts: "full" | "registrable-domain"): string {
  const name = (host || sniffHost).toLowerCase().replace(/\.$/, "");
  if (name === "") return destinationIP;
  return hosts === "full" ? name : registrableDomain(name);
}

/** Second labels under a country that anybody registers below, such as `co.uk` and `com.cn`. */
const sharedLabels = new Set(
  "ac co com edu gob gouv gov govt id info ltd me mil ne net nom or org plc sch web go ad lg gr gv".split(" "),
);

/** `cdn.example.co.uk` → `example.co.uk`. By the habits of countries, not by the Public Suffix List: for privacy that is enough. */
export function registrableDomain(name: string): string {
  // An address is no name.
  if (name.includes(":") || /^[\d.]+$/.test(name)) return name;
  const labels = name.split(".");
  const isShared = labels.at(-1)?.length === 2 && sharedLabels.has(labels.at(-2) ?? "");
  return labels.slice(isShared ? -3 : -2).join(".");
}
