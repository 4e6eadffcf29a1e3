import type { ChoiceEngine, DoneOperation } from "../engines.ts";
import type { StateFile } from "../state/text-file.ts";
import { type FollowedController, Follower, type MemoryCell } from "./follower.ts";
import { emptyMemory, type HouseMemory, readMemories, writeMemories } from "./memory.ts";
import { RuleKeeper } from "./rule-keeper.ts";
import type { FollowReport } from "./types.ts";

export interface FollowingOptions {
  /** Where `following.json` is kept; without it what was chosen is forgotten with the process. */
  readonly state?: StateFile;
  /** One per update of nodes that renamed or took some, and per core whose rules were switched off again. */
  readonly onReport: (report: FollowReport) => void;
  /** Told in one sentence what went wrong with the state; once per trouble, not per try. */
  readonly onTrouble?: (message: string) => void;
}

/**
 * Remembers what people chose, and makes it true again when a subscription renamed the nodes or the core forgot which
 * rules were off. Hand it to `openController` as `engines.choices`, then let it follow the controller.
 */
export interface Following extends ChoiceEngine {
  /** Follows as `controller.switching` says until the returned function is called. */
  follow(controller: FollowedController): () => void;
  /** Stops all. Idempotent. */
  close(): void;
}

/** Opens the memory of all controllers of a process. A state that cannot be read is told and started anew. */
export function openFollowing(options: FollowingOptions): Following {
  return new HouseFollowing(options);
}

interface Followed {
  readonly follower: Follower | undefined;
  readonly keeper: RuleKeeper | undefined;
}

class HouseFollowing implements Following {
  readonly #options: FollowingOptions;
  readonly #memories: Map<string, HouseMemory>;
  readonly #followed = new Map<string, Followed>();
  #saved = "";
  #isInTrouble = false;

  constructor(options: FollowingOptions) {
    this.#options = options;
    this.#memories = this.#load();
  }

  follow(controller: FollowedController): () => void {
    const { id, switching } = controller;
    if (this.#followed.has(id)) throw new TypeError(`${id} is followed already.`);
    const { onReport } = this.#options;
    const options = { controller, memory: this.#cell(id), onReport };
    const follower = switching.followRenames === "off" ? undefined : new Follower(options);
    const keeper = switching.reapplyRules ? new RuleKeeper(options) : undefined;
    this.#followed.set(id, { follower, keeper });
    follower?.start();
    keeper?.start();
    return () => {
      if (!this.#followed.delete(id)) return;
      follower?.stop();
      keeper?.stop();
    };
  }

  done({ controller, operation, input, output }: DoneOperation): void {
    const { follower, keeper } = this.#followed.get(controller) ?? {};
    const told: Readonly<Record<string, unknown>> = { ...(input as object), ...(output as object) };
    const { group, node, now, rule } = told;
    if (operation === "select-node") follower?.chose(String(group), String(node));
    else if (operation === "select-best" && typeof now === "string") follower?.chose(String(group), now);
    else if (operation === "release-node") follower?.chose(String(group), undefined);
    else if (operation === "set-rule-enabled") keeper?.switched(String(rule), now === true);
  }

  close(): void {
    for (const { follower, keeper } of this.#followed.values()) {
      follower?.stop();
      keeper?.stop();
    }
    this.#followed.clear();
  }

  #cell(id: string): MemoryCell {
    return {
      get: () => this.#memories.get(id) ?? emptyMemory,
      set: (memory) => {
        this.#memories.set(id, memory);
        this.#save();
      },
    };
  }

  #load(): Map<string, HouseMemory> {
    const { state } = this.#options;
    try {
      const text = state?.load();
      if (text === undefined) return new Map();
      const memories = readMemories(text);
      if (memories !== undefined) {
        this.#saved = text;
        return memories;
      }
      this.#trouble("is damaged or of another version");
    } catch (error) {
      this.#trouble(`cannot be read (${wordsOf(error)})`);
    }
    return new Map();
  }

  #save(): void {
    const { state } = this.#options;
    if (state === undefined) return;
    const text = writeMemories(this.#memories);
    if (text === this.#saved) return;
    try {
      state.save(text);
      this.#saved = text;
      this.#isInTrouble = false;
    } catch (error) {
      if (!this.#isInTrouble) this.#trouble(`cannot be saved (${wordsOf(error)})`);
      this.#isInTrouble = true;
    }
  }

  #trouble(what: string): void {
    this.#options.onTrouble?.(`The memory of what was chosen ${what}: it starts anew.`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
