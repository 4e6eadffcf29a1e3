import { ControllerError } from "../../client/errors.ts";
import type { Controller } from "../../controller/types.ts";
import { isLoopback, macOf, normalAddress } from "../../identity/devices/address.ts";
import type { Join } from "../../identity/devices/neighbour-table.ts";
import { didYouMean } from "../../validation/nearest.ts";
import { Book } from "./book.ts";
import { type DevicesSettings, maxNameLength } from "./config.ts";
import { LiveDevices } from "./live.ts";
import { Sources } from "./sources.ts";
import { newState, readDevices, writeDevices } from "./state-file.ts";
import type { DeviceEngine, KnownDevice, LiveDevice, NewDevice } from "./types.ts";

export interface DevicesOptions {
  /** Path of `devices.json`. */
  readonly file: string;
  /** Config key `devices`. */
  readonly settings: DevicesSettings;
  /** Asks the system for its neighbours, where the settings want that; may fail. */
  readonly readNeighbours?: () => Promise<readonly Join[]>;
  /** Told in one sentence what went wrong; once per trouble, not per try. */
  readonly onTrouble?: (message: string) => void;
  /** Replaced in tests; ms. */
  readonly now?: () => number;
  /** How often neighbours and leases are read, in ms; besides, whenever an address was never seen before. Default a minute. */
  readonly refreshMs?: number;
  /** How often a list of connections is wanted, in ms; default 10 s. Beyond 30 s nothing is said of rates. */
  readonly frameMs?: number;
  /** Devices that show up so soon (ms) after the very first start are no news. Default a day: a house has to come home once. */
  readonly learnMs?: number;
}

/** Who is in the house; one process at a time keeps it. */
export interface Devices extends DeviceEngine {
  /** Watches who speaks through this controller until the returned function is called. */
  follow(controller: Pick<Controller, "id" | "streams">): () => void;
  /** Reads neighbours and leases now. Never rejects; concurrent calls share one reading. */
  refresh(): Promise<void>;
  /** Saves what was learned. Idempotent. */
  close(): void;
}

const defaultFrameMs = 10_000;
const defaultRefreshMs = 60_000;
const refreshesPerSave = 5;
const defaultLearnMs = 86_400_000;
/** Addresses that the system was asked for without an answer. */
const maxAsked = 2000;

/** @throws ControllerError `unsupported` when a later version wrote the file */
export function openDevices(options: DevicesOptions): Devices {
  return new HouseDevices(options);
}

class HouseDevices implements Devices {
  readonly #options: DevicesOptions;
  readonly #now: () => number;
  readonly #since: number;
  readonly #book: Book;
  readonly #live = new Map<string, LiveDevices>();
  readonly #leave = new Set<() => void>();
  readonly #newDeviceListeners = new Set<(device: NewDevice) => void>();
  readonly #changeListeners = new Set<() => void>();
  readonly #asked = new Set<string>();
  /** Addresses that may be news, with the controller that they came through; judged when the system was asked. */
  readonly #pending = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  readonly #sources: Sources;
  #refreshing: Promise<void> | undefined;
  #refreshes = 0;
  #isDirty = false;
  #isInTrouble = false;
  #isClosed = false;

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const state = readDevices(options.file, this.#now(), (message) => options.onTrouble?.(message));
    this.#since = state.since;
    this.#book = new Book(options.settings.names, state);
    this.#sources = new Sources({
      readNeighbours: options.settings.neighbours ? options.readNeighbours : undefined,
      leasesFile: options.settings["leases-file"],
      onTrouble: (message) => options.onTrouble?.(message),
    });
    this.#timer = setInterval(() => void this.refresh(), options.refreshMs ?? defaultRefreshMs);
    this.#timer.unref();
    void this.refresh();
  }

  keyOf(address: string): string {
    return this.#book.keyOf(address);
  }

  nameOf(key: string): string | undefined {
    return this.#book.nameOf(key);
  }

  givenNameOf(key: string): string | undefined {
    return this.#book.givenNameOf(key);
  }

  matches(address: string, wanted: string): boolean {
    return this.#book.matches(address, wanted);
  }

  find(wanted: string): readonly string[] {
    return this.#book.find(wanted);
  }

  list(): readonly KnownDevice[] {
    return this.#book.list();
  }

  live(controller: string): ReadonlyMap<string, LiveDevice> | undefined {
    return this.#live.get(controller)?.at(this.#now());
  }

  nameDevice(wanted: string, name: string | undefined): { readonly key: string; readonly was: string | undefined } {
    const [key, another] = this.#book.find(wanted);
    if (key === undefined) {
      const names = this.#book.list().flatMap(({ name: known }) => (known === undefined ? [] : [known]));
      const tail = didYouMean(wanted, names) || ": give its address, its hardware address or its name.";
      throw new ControllerError("not-found", `There is no device ${JSON.stringify(wanted)}${tail}`, { effect: "none" });
    }
    if (another !== undefined)
      throw badName(`Several devices are called ${JSON.stringify(wanted)}: give the address of one.`);
    const next = name === undefined ? undefined : this.#usableName(key, name);
    const was = this.#book.givenNameOf(key);
    this.#book.setName(key, next);
    this.#isDirty = true;
    this.#save();
    this.#tellChange();
    return { key, was };
  }

  follow({ id, streams }: Pick<Controller, "id" | "streams">): () => void {
    if (this.#live.has(id)) throw new TypeError(`The devices of ${id} are watched already.`);
    const live = new LiveDevices((address) => this.#book.keyOf(address));
    const stopListening = streams.connections(this.#options.frameMs ?? defaultFrameMs).onEvent((event) => {
      if (event.kind !== "frame") live.gap();
      else for (const address of live.onFrame(event.frame, this.#now())) this.#see(address, id);
    });
    this.#live.set(id, live);
    const leave = (): void => {
      if (!this.#leave.delete(leave)) return;
      stopListening();
      this.#live.delete(id);
    };
    this.#leave.add(leave);
    return leave;
  }

  onNewDevice(listener: (device: NewDevice) => void): () => void {
    this.#newDeviceListeners.add(listener);
    return () => this.#newDeviceListeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  refresh(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  close(): void {
    if (this.#isClosed) return;
    for (const leave of this.#leave) leave();
    clearInterval(this.#timer);
    this.#save();
    this.#isClosed = true;
  }

  #see(address: string, controller: string): void {
    const key = this.#book.keyOf(address);
    if (this.#book.has(key)) {
      this.#book.see(address, this.#now());
      this.#isDirty = true;
      return;
    }
    if (isLoopback(key)) return;
    this.#pending.set(address, controller);
    // Once per address: the system may know no more of it the next time.
    if (this.#asked.has(address)) return;
    if (this.#asked.size >= maxAsked) this.#asked.clear();
    this.#asked.add(address);
    // A reading that runs already began before this address was there to be known.
    void (this.#refreshing ?? Promise.resolve()).then(() => this.refresh());
  }

  async #read(): Promise<void> {
    const { neighbours, leases } = await this.#sources.read();
    if (this.#isClosed) return;
    if (this.#book.learn(neighbours, leases)) {
      this.#isDirty = true;
      this.#tellChange();
    }
    this.#judge();
    this.#refreshes++;
    if (this.#refreshes % refreshesPerSave === 0) this.#save();
  }

  /** Who is new, now that the system was asked. */
  #judge(): void {
    const isLearning = this.#now() - this.#since < (this.#options.learnMs ?? defaultLearnMs);
    const found = [...this.#pending].filter(([address]) => isKnowable(this.#book.keyOf(address)));
    this.#pending.clear();
    if (found.length === 0) return;
    const news: NewDevice[] = [];
    for (const [address, controller] of found) {
      const key = this.#book.keyOf(address);
      const isNew = !this.#book.has(key);
      this.#book.see(address, this.#now());
      const name = this.#book.nameOf(key);
      const named = name === undefined ? {} : { name };
      if (isNew && !isLearning) news.push({ key, ...named, address: normalAddress(address), controller });
    }
    // First: who is told of it twice after a crash takes it for a mistake.
    this.#isDirty = true;
    this.#save();
    for (const device of news) for (const listener of this.#newDeviceListeners) guarded(() => listener(device));
  }

  #usableName(key: string, name: string): string {
    const text = name.trim();
    if (text === "" || [...text].length > maxNameLength || /\p{Cc}/u.test(text))
      throw badName(`A device's name has 1 to ${maxNameLength} signs and no line breaks.`);
    const other = this.#book.find(text).find((one) => one !== key);
    if (other === undefined) return text;
    throw badName(`${JSON.stringify(text)} means ${other} already: give another name.`);
  }

  #save(): void {
    if (!this.#isDirty || this.#isClosed) return;
    try {
      writeDevices(this.#options.file, newState(this.#since, this.#book.state));
      this.#isDirty = false;
      this.#isInTrouble = false;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!this.#isInTrouble)
        this.#options.onTrouble?.(
          `The devices in ${this.#options.file} cannot be saved (${reason}): that is tried again.`,
        );
      this.#isInTrouble = true;
    }
  }

  #tellChange(): void {
    for (const listener of this.#changeListeners) guarded(listener);
  }
}

/** One listener's mistake must not reach the others; it shows as a warning of the process. */
function guarded(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Whether it can be known again tomorrow: an IPv6 address without hardware behind it may be one of a day. */
function isKnowable(key: string): boolean {
  return macOf(key) !== undefined || !key.includes(":");
}

function badName(sentence: string): ControllerError {
  return new ControllerError("invalid-input", sentence, { effect: "none" });
}
