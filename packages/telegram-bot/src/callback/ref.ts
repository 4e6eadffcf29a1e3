import { hash as hashOf } from "node:crypto";
import { remembering } from "@pointsman/core";

/** What a reference in a button stands for; part of the hash, so that a node and a group of one name differ. */
export type RefKind =
  | "controller"
  | "group"
  | "node"
  | "alert"
  | "connection"
  | "device"
  | "provider"
  | "protocol"
  | "rule"
  | "rule-provider"
  | "scene"
  | "person";

/** A list of thousands is read anew every few seconds, with the same names as before. */
const wholeDigest = remembering((text) => hashOf("sha256", text, "base64url"));

/** base64url of the first bits of SHA-256(kind, NUL, exact name). Needs no memory: it survives a restart. */
function digest(kind: RefKind, name: string, bytes: number): string {
  const whole = wholeDigest(`${kind}\0${name}`);
  // Six bits to a letter; only a number of bytes that is a multiple of three ends with a letter.
  if (bytes % 3 === 0) return whole.slice(0, (bytes * 8) / 6);
  return Buffer.from(whole, "base64url").subarray(0, bytes).toString("base64url");
}

/** 4 characters for a controller: a household has few, and an old button must not reach another one by accident. */
export function controllerRef(id: string): string {
  return digest("controller", id, 3);
}

/** 4 characters for what a list is cut down to: there are a few of each, and a wrong one would show a wrong part. */
export function wordRef(kind: "provider" | "protocol", word: string): string {
  return digest(kind, word, 3);
}

const shortBytes = 6;
const longBytes = 8;

/**
 * Both ways between the names of a list and the references in buttons: 8 characters (48 bits) each, or 11 (64 bits) for
 * names whose short references collide.
 */
export class RefIndex {
  readonly #byRef = new Map<string, string>();
  readonly #byName = new Map<string, string>();

  constructor(kind: RefKind, names: Iterable<string>, hash: typeof digest = digest) {
    const ambiguous = new Set<string>();
    for (const name of new Set(names)) {
      const short = hash(kind, name, shortBytes);
      const other = this.#byRef.get(short);
      if (other === undefined && !ambiguous.has(short)) {
        this.#set(short, name);
        continue;
      }
      if (other !== undefined) {
        this.#byRef.delete(short);
        ambiguous.add(short);
        this.#set(hash(kind, other, longBytes), other);
      }
      this.#set(hash(kind, name, longBytes), name);
    }
  }

  #set(ref: string, name: string): void {
    this.#byRef.set(ref, name);
    this.#byName.set(name, ref);
  }

  /** Undefined: nothing in the list has this reference (any more). */
  nameOf(ref: string): string | undefined {
    return this.#byRef.get(ref);
  }

  /** Undefined: the list has no such name. */
  refOf(name: string): string | undefined {
    return this.#byName.get(name);
  }
}

/** The reference of a name outside any list: what an undo button says was there. */
export function looseRef(kind: RefKind, name: string): string {
  return digest(kind, name, shortBytes);
}
