import type { Change } from "@pointsman/core";

/** Longest that is kept of an error; it goes into a state that everybody is sent. */
const maxText = 255;

/** Why providers could not be read last; an update that worked ends it. */
export class ProviderTroubles {
  readonly #troubles = new Map<string, string>();

  changed(change: Change): void {
    if (change.type === "provider-failed")
      this.#troubles.set(change.provider, [...change.error.message].slice(0, maxText).join(""));
    else if (change.type === "provider-updated") this.#troubles.delete(change.provider);
    // Its list is read anew as a whole.
    else if (change.type === "core-restarted") this.#troubles.clear();
  }

  /** One sentence; null where nothing is known to be wrong. */
  of(provider: string): string | null {
    return this.#troubles.get(provider) ?? null;
  }
}
