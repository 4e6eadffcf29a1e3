import type { ControllerError } from "../../client/errors.ts";

/** What became of one provider's nodes by an update; info nodes are not counted. */
export interface ProviderUpdate {
  /** `default`: the config's own nodes. */
  readonly provider: string;
  /** How many kept their name. */
  readonly same: number;
  readonly renamed: readonly { readonly was: string; readonly now: string }[];
  readonly gone: readonly string[];
  readonly added: readonly string[];
}

/** A choice that vanished from its group: what was chosen, and the member that the core uses instead. */
interface LostChoice {
  readonly group: string;
  readonly was: string;
  /** Undefined where the core does not say. */
  readonly fellTo: string | undefined;
}

/** What became of it. */
export type ChoiceOutcome =
  /** The same node under its new name was chosen again; `undo` takes that back. */
  | (LostChoice & { readonly kind: "followed"; readonly now: string })
  /** People should choose: several could be meant, or `switching.follow-renames` is `ask`. */
  | (LostChoice & { readonly kind: "asked"; readonly candidates: readonly string[] })
  /** Nothing like it came. */
  | (LostChoice & { readonly kind: "lost" })
  /** It is tried again. */
  | (LostChoice & { readonly kind: "failed"; readonly now: string; readonly error: ControllerError });

/** One per update of a core's nodes, and one per core that forgot its rule switches. */
export type FollowReport =
  | {
      readonly type: "nodes-updated";
      readonly controller: string;
      readonly providers: readonly ProviderUpdate[];
      readonly choices: readonly ChoiceOutcome[];
    }
  /** Rules (fingerprints) that were switched off through us are off again after a reload or restart of the core. */
  | { readonly type: "rules-reapplied"; readonly controller: string; readonly rules: readonly string[] };
