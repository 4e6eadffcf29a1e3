import { randomBytes } from "node:crypto";

/** How long a confirmation may be given. */
const goodForMs = 60_000;
/** Open questions at once, over all people; the oldest is forgotten first. */
const most = 100;

interface Open<Deed> {
  readonly deed: Deed;
  readonly personId: number;
  readonly until: number;
}

export type Taken<Deed> =
  | { readonly kind: "good"; readonly deed: Deed }
  | { readonly kind: "expired" }
  | { readonly kind: "not-yours" };

/** Second presses: each question is put to one person, is good for a minute, and is used up by the first answer. */
export class Questions<Deed> {
  readonly #open = new Map<string, Open<Deed>>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The word that the Yes button carries. */
  ask(personId: number, deed: Deed): string {
    const nonce = randomBytes(6).toString("base64url");
    this.#open.set(nonce, { deed, personId, until: this.#now() + goodForMs });
    if (this.#open.size > most) this.#open.delete(this.#open.keys().next().value ?? "");
    return nonce;
  }

  /** Takes the question away before anything is done, so that a second press finds nothing. */
  take(nonce: string, personId: number): Taken<Deed> {
    const open = this.#open.get(nonce);
    if (open === undefined) return { kind: "expired" };
    if (open.personId !== personId) return { kind: "not-yours" };
    this.#open.delete(nonce);
    return open.until < this.#now() ? { kind: "expired" } : { kind: "good", deed: open.deed };
  }
}
