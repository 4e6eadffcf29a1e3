import { isPartOf } from "../homeassistant/discovery.ts";
import { isDiscoveryTopic, readAnnouncement } from "../memory/announcement.ts";
import type { Here } from "./here.ts";

/** What is to be done about what this installation retained before. */
export interface Orphans {
  /** Ours although nobody remembered it: topics with payloads. */
  readonly found: ReadonlyMap<string, string>;
  /** To be emptied, what Home Assistant was told first. */
  readonly left: readonly string[];
  /** Remembered, but not on the broker any more, or somebody else's by now. */
  readonly void: readonly string[];
}

interface Known {
  readonly topics: ReadonlySet<string>;
  readonly discoveries: ReadonlySet<string>;
}

/**
 * Judges what is left of earlier lives outside of the present controllers: other base topics, prefixes and controllers.
 * What another instance drives, or announced, is not ours, whatever we remember.
 * @param retained What the broker retains, by topic; a user who may not read there finds nothing.
 */
export function orphansOf(known: Known, retained: ReadonlyMap<string, string>, here: Here): Orphans {
  const bases = basesOf(known, here);
  const drivers = driversOf(retained, bases);
  const found = new Map(
    [...retained].filter(
      ([topic, payload]) =>
        !known.topics.has(topic) && !known.discoveries.has(topic) && isFound(topic, payload, { here, bases, drivers }),
    ),
  );
  const candidates = [...known.discoveries, ...known.topics, ...found.keys()].filter((topic) => !isHere(topic, here));
  // Where something of the same kind was found, this user may read.
  const readable = new Set([...retained.keys()].map(placeOf));
  const isVoid = (topic: string): boolean =>
    isForeign(topic, retained, { here, drivers }) || (readable.has(placeOf(topic)) && !retained.has(topic));
  const left = candidates.filter((topic) => !isVoid(topic));
  return {
    found,
    left: left.toSorted((a, b) => Number(isDiscoveryTopic(b)) - Number(isDiscoveryTopic(a))),
    void: candidates.filter(isVoid),
  };
}

/** Base topics of this life and earlier ones. */
export function basesOf({ topics }: Pick<Known, "topics">, { base }: Pick<Here, "base">): ReadonlySet<string> {
  return new Set([base, ...[...topics].map(firstLevel)]);
}

/** Discovery prefixes of this life and earlier ones; with discovery switched off those that were used. */
export function prefixesOf({ discoveries }: Pick<Known, "discoveries">, prefix: string): ReadonlySet<string> {
  return new Set([prefix, ...[...discoveries].map((topic) => topic.replace(/\/device\/[^/]+\/config$/, ""))]);
}

function isHere(topic: string, here: Here): boolean {
  const { base, prefix, instance, controllers, ownDevice } = here;
  if (isDiscoveryTopic(topic))
    return (
      prefix !== undefined && (topic === ownDevice || controllers.some((id) => isPartOf(topic, id, { prefix, base })))
    );
  const [first, second = "", third] = topic.split("/");
  if (first !== base) return false;
  return second === "bridge" ? third === instance : controllers.includes(second);
}

/** By `<base>/<controller>`: the instances that drive it or announced it. */
type Drivers = ReadonlyMap<string, ReadonlySet<string>>;

function driversOf(retained: ReadonlyMap<string, string>, bases: ReadonlySet<string>): Drivers {
  const announced = new Map<string, Set<string>>();
  const claimed = new Map<string, Set<string>>();
  for (const [topic, payload] of retained) {
    const author = isDiscoveryTopic(topic) ? authorOf(payload, bases) : undefined;
    for (const root of author?.roots ?? []) add(announced, root, author?.instance);
    const owner = topic.endsWith("/owner") && topic.split("/").length === 3 ? claimOf(payload) : undefined;
    add(claimed, topic.slice(0, -"/owner".length), owner);
  }
  // A claim is newer than an announcement.
  return new Map([...announced, ...claimed]);
}

function add(to: Map<string, Set<string>>, key: string, value: string | undefined): void {
  if (value === undefined) return;
  const values = to.get(key) ?? new Set();
  to.set(key, values.add(value));
}

/** Which bridge announced a device, and which controllers it is of. Every device names its bridge's state. */
function authorOf(
  payload: string,
  bases: ReadonlySet<string>,
): { readonly instance: string; readonly roots: ReadonlySet<string> } | undefined {
  // Thousands of devices of other software are not worth their parsing.
  if (!payload.includes('"pointsman"') || readAnnouncement(payload)?.isPointsmans !== true) return undefined;
  const bridges = [...payload.matchAll(/"([^"/]+)\/bridge\/([^"/]+)\/state"/g)];
  const bridge = bridges.find(([, base = ""]) => bases.has(base));
  if (bridge === undefined) return undefined;
  const [, base = "", instance = ""] = bridge;
  const roots = [...payload.matchAll(/"([^"/]+)\/([^"/]+)\/[^"]*"/g)].flatMap(([, first, second = ""]) =>
    first === base && second !== "bridge" ? [`${base}/${second}`] : [],
  );
  return { instance, roots: new Set(roots) };
}

/** What others send to a bridge, and what is never retained by one. */
const notOurs: ReadonlySet<string | undefined> = new Set(["set", "cmd", "request", "response", "progress", "reply"]);

/** Whether something that nobody remembered is ours. */
function isFound(
  topic: string,
  payload: string,
  { here, bases, drivers }: { readonly here: Here; readonly bases: ReadonlySet<string>; readonly drivers: Drivers },
): boolean {
  if (isDiscoveryTopic(topic)) return authorOf(payload, bases)?.instance === here.instance;
  const [base = "", controller = "", kind] = topic.split("/");
  if (!bases.has(base) || controller === "bridge" || notOurs.has(kind) || isHere(topic, here)) return false;
  const instances = drivers.get(`${base}/${controller}`);
  return instances?.size === 1 && instances.has(here.instance);
}

/** Whether another instance has it by now. */
function isForeign(
  topic: string,
  retained: ReadonlyMap<string, string>,
  { here, drivers }: { readonly here: Here; readonly drivers: Drivers },
): boolean {
  const isOthers = (instances: ReadonlySet<string> | undefined): boolean =>
    instances !== undefined && !instances.has(here.instance);
  if (isDiscoveryTopic(topic)) {
    const payload = retained.get(topic);
    if (payload !== undefined) {
      const bridge = /\/bridge\/([^"/]+)\/state"/.exec(payload)?.[1];
      return readAnnouncement(payload)?.isPointsmans !== true || (bridge !== undefined && bridge !== here.instance);
    }
    return [...drivers].some(([root, instances]) => {
      const [base = "", controller = ""] = root.split("/");
      const prefix = topic.replace(/\/device\/[^/]+\/config$/, "");
      return isOthers(instances) && isPartOf(topic, controller, { prefix, base });
    });
  }
  const [base = "", second = "", third = ""] = topic.split("/");
  if (second !== "bridge") return isOthers(drivers.get(`${base}/${second}`));
  // Our own earlier name, which somebody else may have by now.
  return third !== here.instance && retained.get(`${base}/bridge/${third}/state`) === "online";
}

function placeOf(topic: string): string {
  return `${firstLevel(topic)} ${isDiscoveryTopic(topic)}`;
}

function firstLevel(topic: string): string {
  return topic.slice(0, topic.indexOf("/"));
}

function claimOf(payload: string): string | undefined {
  try {
    const { instance } = JSON.parse(payload) as { instance?: unknown };
    return typeof instance === "string" ? instance : undefined;
  } catch {
    return undefined;
  }
}
