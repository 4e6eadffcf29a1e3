/** What a discovery payload told Home Assistant, as far as it matters for taking it back. */
export interface Announcement {
  /** Its payload bears our name. */
  readonly isPointsmans: boolean;
  /** Components by key, with their platforms. */
  readonly components: ReadonlyMap<string, string>;
  /** Their unique ids, by key. */
  readonly uniqueIds: ReadonlyMap<string, string>;
  /** Components that it buried. */
  readonly buried: ReadonlyMap<string, string>;
}

/** Undefined where this is no device discovery. */
export function readAnnouncement(payload: string): Announcement | undefined {
  const read = objectOf(parsed(payload));
  const components = objectOf(read?.["components"]);
  if (read === undefined || components === undefined) return undefined;
  const living = new Map<string, string>();
  const buried = new Map<string, string>();
  const uniqueIds = new Map<string, string>();
  for (const [key, value] of Object.entries(components)) {
    const component = objectOf(value);
    const platform = component?.["p"];
    if (component === undefined || typeof platform !== "string") continue;
    const unique = component["unique_id"];
    if (typeof unique === "string") uniqueIds.set(key, unique);
    // A bare platform takes the component away.
    (Object.keys(component).length > 1 ? living : buried).set(key, platform);
  }
  const origin = objectOf(read["origin"]);
  return { isPointsmans: origin?.["name"] === "pointsman", components: living, uniqueIds, buried };
}

/** Whether a topic is one of device discovery, under any prefix. */
export function isDiscoveryTopic(topic: string): boolean {
  return /.+\/device\/[A-Za-z0-9_-]+\/config$/.test(topic);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
