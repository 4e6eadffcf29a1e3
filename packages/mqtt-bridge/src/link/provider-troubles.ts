import type { Change, RuleProvider } from "@pointsman/core";
import type { Answer } from "../commands/envelope.ts";
import type { Intent } from "../commands/intent.ts";

/** Longest that is kept of an error; it goes into a state that everybody is sent. */
const maxText = 255;
const maxTroubles = 500;

/** Why an update failed, and how old the list was then. */
interface Trouble {
  readonly text: string;
  readonly updatedAt?: string | undefined;
}

/** Why providers, of nodes and of rules, could not be read last; an update that worked ends it. */
export class ProviderTroubles {
  readonly #nodes = new Map<string, Trouble>();
  readonly #rules = new Map<string, Trouble>();

  changed(change: Change): void {
    if (change.type === "provider-failed") note(this.#nodes, change.provider, { text: change.error.message });
    else if (change.type === "provider-updated") this.#nodes.delete(change.provider);
    // Their lists are read anew as a whole.
    else if (change.type === "core-restarted") for (const troubles of [this.#nodes, this.#rules]) troubles.clear();
  }

  /**
   * A command failed; true where it was about a provider.
   * @param lists The rule providers as they are now
   */
  failed(
    { error }: Pick<Answer, "error">,
    intent: Pick<Intent, "operation" | "request"> | undefined,
    lists: ReadonlyMap<string, Pick<RuleProvider, "updatedAt">>,
  ): boolean {
    const provider = intent?.request.input["provider"];
    if (typeof provider !== "string" || error === undefined) return false;
    switch (intent?.operation) {
      case "update-provider":
      case "check-provider":
        note(this.#nodes, provider, { text: error.message });
        return true;
      case "update-rule-provider":
        note(this.#rules, provider, { text: error.message, updatedAt: lists.get(provider)?.updatedAt });
        return true;
      default:
        return false;
    }
  }

  /** One sentence; null where nothing is known to be wrong. */
  of(provider: string): string | null {
    return this.#nodes.get(provider)?.text ?? null;
  }

  /** The same of a rule provider: the core tells of no failure, but a list that is newer now was read. */
  ofRules({ name, updatedAt }: Pick<RuleProvider, "name" | "updatedAt">): string | null {
    const trouble = this.#rules.get(name);
    return trouble?.updatedAt === updatedAt ? (trouble?.text ?? null) : null;
  }
}

/** Somebody may ask for any number of providers that do not exist. */
function note(troubles: Map<string, Trouble>, provider: string, trouble: Trouble): void {
  if (troubles.size >= maxTroubles && !troubles.has(provider)) return;
  troubles.set(provider, { ...trouble, text: [...trouble.text].slice(0, maxText).join("") });
}
