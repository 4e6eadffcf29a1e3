/** Where a link leads: a group, or a node of it, by their references. */
export interface LinkTarget {
  readonly controller: string;
  readonly group: string;
  readonly node?: string;
}

const ref = "[A-Za-z0-9_-]{8}";
// Parts of fixed length: references may hold every character that Telegram lets through.
const target = new RegExp(`^n([A-Za-z0-9_-]{4})(${ref})(${ref})?$`);

/** What stands behind `?start=` of a link to a node or group: at most 64 of `A-Z a-z 0-9 _ -`. */
export function linkPayload({ controller, group, node = "" }: LinkTarget): string | undefined {
  const payload = `n${controller}${group}${node}`;
  return target.test(payload) ? payload : undefined;
}

/** Undefined for what we never made: anybody can write any payload. */
export function linkTarget(payload: string): LinkTarget | undefined {
  const [, controller, group, node] = target.exec(payload) ?? [];
  if (controller === undefined || group === undefined) return undefined;
  return { controller, group, ...(node === undefined ? {} : { node }) };
}

/** What stands behind `?start=` of an invitation. */
export function invitePayload(word: string): string {
  return `i_${word}`;
}

/** The word of an invitation in what a stranger wrote. */
export function inviteIn(text: string): string | undefined {
  return /^\/start(?:@\w+)? i_([A-Za-z0-9_-]{22})$/.exec(text.trim())?.[1];
}
