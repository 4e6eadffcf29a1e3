import type { Change } from "@pointsman/core";
import type { Answer } from "../commands/envelope.ts";
import type { Intent } from "../commands/intent.ts";

/** Longest that is kept of an error; it goes into a state that everybody is sent. */
const maxText = 255;
const maxTroubles = 500;

/** Why providers could not be read last; an update that worked ends it. */
export class ProviderTroubles {
  readonly #troubles = new Map<string, string>();

  changed(change: Change): void {
    if (change.type === "provider-failed") this.#note(change.provider, change.error.message);
    else if (change.type === "provider-updated") this.#troubles.delete(change.provider);
    // Its list is read anew as a whole.
    else if (change.type === "core-restarted") this.#troubles.clear();
  }

  /** A command failed; true where it was about a provider. */
  failed({ error }: Pick<Answer, "error">, intent: Pick<Intent, "operation" | "request"> | undefined): boolean {
    const provider = intent?.request.input["provider"];
    const isAbout = intent?.operation === "update-provider" || intent?.operation === "check-provider";
    if (!isAbout || typeof provider !== "string" || error === undefined) return false;
    this.#note(provider, error.message);
    return true;
  }

  /** Somebody may ask for any number of providers that do not exist. */
  #note(provider: string, sentence: string): void {
    if (this.#troubles.size >= maxTroubles && !this.#troubles.has(provider)) return;
    this.#troubles.set(provider, [...sentence].slice(0, maxText).join(""));
  }

  /** One sentence; null where nothing is known to be wrong. */
  of(provider: string): string | null {
    return this.#troubles.get(provider) ?? null;
  }
}
