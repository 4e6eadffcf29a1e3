import type { DeviceBook, KnownDevice } from "./types.ts";
import { isAddress, macOf, normalAddress } from "../../identity/devices/address.ts";
import type { Lease } from "../../identity/devices/leases.ts";
import type { Join } from "../../identity/devices/neighbour-table.ts";
import type { DevicesState } from "./state-file.ts";

/** Devices that are remembered; the one that was seen longest ago goes first. A house has tens, a hotel has guests. */
const maxDevices = 1000;
/** Addresses of one device; a phone makes a new one of IPv6 each day. */
const maxAddresses = 16;
/** Addresses of all devices. */
const maxJoins = 8192;

interface Remembered {
  readonly key: string;
  firstSeenMs: number;
  lastSeenMs: number;
  /** Latest last. */
  readonly addresses: Set<string>;
}

/** Which address is which device, and what people call it. Knows no file, no clock and no system. */
export class Book implements DeviceBook {
  readonly #configNames = new Map<string, string>();
  readonly #givenNames: Map<string, string>;
  /** Address → hardware address, oldest first. */
  readonly #joins = new Map<string, string>();
  readonly #leaseNames = new Map<string, string>();
  /** Oldest first. */
  readonly #devices = new Map<string, Remembered>();

  constructor(configNames: Readonly<Record<string, string>>, state: Pick<DevicesState, "names" | "devices">) {
    for (const [key, name] of Object.entries(configNames))
      this.#configNames.set(macOf(key) ?? normalAddress(key), name);
    this.#givenNames = new Map(Object.entries(state.names));
    for (const { key, firstSeenMs, lastSeenMs, addresses } of state.devices) {
      this.#devices.set(key, { key, firstSeenMs, lastSeenMs, addresses: new Set(addresses) });
      if (macOf(key) !== undefined) for (const address of addresses) this.#joins.set(address, key);
    }
  }

  keyOf(address: string): string {
    const normal = normalAddress(address);
    return this.#joins.get(normal) ?? normal;
  }

  nameOf(key: string): string | undefined {
    const latestFirst = [key, ...[...(this.#devices.get(key)?.addresses ?? [])].reverse()];
    const among = (names: ReadonlyMap<string, string>): string | undefined =>
      latestFirst.map((one) => names.get(one)).find((name) => name !== undefined);
    return among(this.#givenNames) ?? this.#configNames.get(key) ?? this.#configNameOf(key) ?? among(this.#leaseNames);
  }

  givenNameOf(key: string): string | undefined {
    return this.#givenNames.get(key);
  }

  matches(address: string, wanted: string): boolean {
    const key = this.keyOf(address);
    const mac = macOf(wanted);
    if (mac !== undefined) return key === mac;
    if (isAddress(wanted)) return key === this.keyOf(wanted);
    return this.nameOf(key)?.toLowerCase() === wanted.trim().toLowerCase();
  }

  find(wanted: string): readonly string[] {
    const mac = macOf(wanted);
    if (mac !== undefined) return [mac];
    if (isAddress(wanted)) return [this.keyOf(wanted)];
    const name = wanted.trim().toLowerCase();
    const named = [...this.#devices.keys(), ...this.#givenNames.keys(), ...this.#configNames.keys()];
    const keys = new Set(named.map((key) => (isAddress(key) ? this.keyOf(key) : key)));
    return [...keys].filter((key) => this.nameOf(key)?.toLowerCase() === name);
  }

  list(): readonly KnownDevice[] {
    return [...this.#devices.values()]
      .map(({ key, addresses, ...seen }) => {
        const name = this.nameOf(key);
        return { key, ...(name === undefined ? {} : { name }), addresses: [...addresses].reverse(), ...seen };
      })
      .sort((one, other) => other.lastSeenMs - one.lastSeenMs);
  }

  has(key: string): boolean {
    return this.#devices.has(key);
  }

  /** @param name Undefined takes it back. */
  setName(key: string, name: string | undefined): void {
    if (name === undefined) this.#givenNames.delete(key);
    else this.#givenNames.set(key, name);
  }

  /** The device spoke. Remembered where it can be known again: an IPv6 address without hardware behind it is gone tomorrow. */
  see(address: string, atMs: number): void {
    const normal = normalAddress(address);
    const key = this.keyOf(normal);
    const known = this.#devices.get(key);
    const device = known ?? { key, firstSeenMs: atMs, lastSeenMs: atMs, addresses: new Set<string>() };
    device.lastSeenMs = Math.max(device.lastSeenMs, atMs);
    rememberAddress(device.addresses, normal);
    this.#devices.delete(key);
    this.#devices.set(key, device);
    if (this.#devices.size > maxDevices) this.#devices.delete(this.#devices.keys().next().value ?? "");
  }

  /** What the system and the DHCP server say now. Neighbours are asked of the wire, so they win over leases. Returns whether anything changed. */
  learn(neighbours: readonly Join[], leases: readonly Lease[]): boolean {
    let changed = this.#learnNames(leases);
    const joins = leases.flatMap(({ address, mac }) => (mac === undefined ? [] : [{ address, mac }]));
    for (const [address, mac] of new Map([...joins, ...neighbours].map((one) => [one.address, one.mac]))) {
      const before = this.#joins.get(address);
      this.#joins.delete(address);
      this.#joins.set(address, mac);
      if (before === mac) continue;
      changed = true;
      // The address went to another device.
      if (before !== undefined) this.#devices.get(before)?.addresses.delete(address);
      this.#moveTo(mac, address);
    }
    while (this.#joins.size > maxJoins) this.#joins.delete(this.#joins.keys().next().value ?? "");
    return changed;
  }

  /** For the state file. */
  get state(): Pick<DevicesState, "names" | "devices"> {
    return {
      names: Object.fromEntries(this.#givenNames),
      devices: [...this.#devices.values()].map(({ addresses, ...device }) => ({
        ...device,
        addresses: [...addresses],
      })),
    };
  }

  /** By one of its addresses, also one that it does not use now. */
  #configNameOf(key: string): string | undefined {
    for (const [address, name] of this.#configNames) if (this.#joins.get(address) === key) return name;
    return undefined;
  }

  #learnNames(leases: readonly Lease[]): boolean {
    const before = new Map(this.#leaseNames);
    this.#leaseNames.clear();
    for (const { address, mac, name } of leases) if (name !== undefined) this.#leaseNames.set(mac ?? address, name);
    return (
      before.size !== this.#leaseNames.size || [...before].some(([key, name]) => this.#leaseNames.get(key) !== name)
    );
  }

  /** What was known by its address is known by its hardware from now on. */
  #moveTo(mac: string, address: string): void {
    const name = this.#givenNames.get(address);
    if (name !== undefined) {
      this.#givenNames.delete(address);
      if (!this.#givenNames.has(mac)) this.#givenNames.set(mac, name);
    }
    const old = this.#devices.get(address);
    if (old === undefined) return;
    this.#devices.delete(address);
    const device = this.#devices.get(mac);
    if (device === undefined) this.#devices.set(mac, { ...old, key: mac });
    else {
      device.firstSeenMs = Math.min(device.firstSeenMs, old.firstSeenMs);
      device.lastSeenMs = Math.max(device.lastSeenMs, old.lastSeenMs);
      rememberAddress(device.addresses, address);
    }
  }
}

function rememberAddress(addresses: Set<string>, address: string): void {
  addresses.delete(address);
  addresses.add(address);
  if (addresses.size > maxAddresses) addresses.delete(addresses.values().next().value ?? "");
}
