import { type JsonBytes, notScannable } from "./json-bytes.ts";
import type { KeyTable } from "./key-table.ts";

/**
 * Moves over an object: lets `onKey` read the values of known keys, and skips all others.
 * @throws notScannable also where a required key is missing, or a known one comes twice
 */
export function readKeys<Name extends string>(
  json: JsonBytes,
  keys: KeyTable<Name>,
  onKey: (name: Name) => void,
): void {
  let found = 0;
  json.expect(0x7b);
  if (json.isEmpty(0x7d)) throw notScannable;
  do {
    const start = json.plainString();
    const key = keys.find(json.bytes, start, json.at - 1);
    json.expect(0x3a);
    if (key === undefined) {
      json.skip();
      continue;
    }
    // Of a key that comes twice the parser keeps the last, wherever it stands.
    if ((found & key.bit) !== 0) throw notScannable;
    found |= key.bit;
    onKey(key.name);
  } while (json.follows(0x7d));
  if ((found & keys.required) !== keys.required) throw notScannable;
}
