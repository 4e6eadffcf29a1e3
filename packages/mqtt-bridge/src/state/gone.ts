import type { Message } from "../mqtt/message.ts";

/** Remembers what had topics, and empties those of what is gone. */
export class Gone {
  readonly #forget: (slugs: readonly string[]) => Message[];
  #known: ReadonlySet<string> = new Set();

  constructor(forget: (slugs: readonly string[]) => Message[]) {
    this.#forget = forget;
  }

  /** What is there now. Answers what to publish for what was there before. */
  since(current: readonly { readonly slug: string }[]): Message[] {
    const now = new Set(current.map(({ slug }) => slug));
    const gone = [...this.#known].filter((slug) => !now.has(slug));
    this.#known = now;
    return this.#forget(gone);
  }
}
