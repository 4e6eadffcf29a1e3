/** A device that was seen, by the key that its bytes are counted under. */
export interface KnownDevice {
  /** Its hardware address where that is known, else its address. */
  readonly key: string;
  readonly name?: string;
  /** Latest first. */
  readonly addresses: readonly string[];
  /** Unix times in ms. */
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
}

/** What a device does now. */
export interface LiveDevice {
  /** The addresses that it uses now. */
  readonly addresses: readonly string[];
  /** Bytes per second over the last beat of about 10 s; null where that cannot be told yet. */
  readonly up: number | null;
  readonly down: number | null;
  readonly connections: number;
}

/** A device that this installation has never seen before. */
export interface NewDevice {
  readonly key: string;
  readonly name?: string;
  readonly address: string;
  /** Id of the controller that it speaks through. */
  readonly controller: string;
}

/** Who is behind an address, and what people call them. */
export interface DeviceBook {
  /**
   * The device behind a source address: its hardware address where the neighbour table or the DHCP server told it, else
   * the address in its one spelling. It stays the same over restarts and for every address of IPv6 that a device makes.
   */
  keyOf(address: string): string;
  /** What people call the device with this key: the name given here, else the config's, else its own. */
  nameOf(key: string): string | undefined;
  /** The name that was given here with `nameDevice`, whatever else names it. */
  givenNameOf(key: string): string | undefined;
  /** Whether an address is of the device that is meant: by its name (case ignored), its hardware address, or any of its addresses. */
  matches(address: string, wanted: string): boolean;
  /** The keys of what is meant: several where devices share a name, none where no name is known. */
  find(wanted: string): readonly string[];
  /** All that are remembered, the last seen first. */
  list(): readonly KnownDevice[];
}

/** What operations ask of devices. */
export interface DeviceEngine extends DeviceBook {
  /** What each device does now, by key; undefined where the controller is not followed or has gone silent. */
  live(controller: string): ReadonlyMap<string, LiveDevice> | undefined;
  /**
   * Gives a device a name, or with undefined takes back the one that was given.
   * @throws ControllerError `not-found`, and `invalid-input` where several are meant or the name cannot be used
   */
  nameDevice(wanted: string, name: string | undefined): { readonly key: string; readonly was: string | undefined };
  /** Told once of each device that was never seen before, over restarts too. Returns the way out. */
  onNewDevice(listener: (device: NewDevice) => void): () => void;
  /** Told when names or the devices behind addresses changed. Returns the way out. */
  onChange(listener: () => void): () => void;
}
