import { isSameList } from "../same-list.ts";
import type { Component } from "./component.ts";

interface Text {
  readonly json: string;
  readonly bytes: number;
}

/** A component is never changed, and is told again and again: 2,000 nodes in 200 groups are 3 MB of JSON. */
const texts = new WeakMap<Component, Text>();

/** A component as JSON, with its length in bytes. */
export function textOf(component: Component): Text {
  const known = texts.get(component);
  if (known !== undefined) return known;
  const json = JSON.stringify(component);
  const text = { json, bytes: Buffer.byteLength(json) };
  texts.set(component, text);
  return text;
}

/** The one that was made before where it would be told in the same words, so that it need not be put into words again. */
export function earlierIfSame(earlier: Component | undefined, made: Component): Component {
  return earlier !== undefined && isSame(earlier, made) ? earlier : made;
}

/** Lists of plain values are compared item by item; what is nested deeper counts as different. */
function isSame(one: Component, other: Component): boolean {
  const [keys, otherKeys] = [Object.keys(one), Object.keys(other)];
  return isSameList(keys, otherKeys) && keys.every((key) => isSameValue(one[key], other[key]));
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && isSameList(one, other));
}

/** What `JSON.stringify` makes of an object with these keys, from values that are JSON already. */
export function objectText(entries: Iterable<readonly [key: string, json: string]>): string {
  return `{${Array.from(entries, ([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}
