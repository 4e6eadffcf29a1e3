import { isControllerError } from "../../client/errors.ts";
import { ruleFingerprint } from "../../identity/rule-fingerprint.ts";
import type { Rule } from "../../schemas/rule.ts";
import { followingActor, type FollowedController, type MemoryCell } from "./follower.ts";
import type { FollowReport } from "./types.ts";

export interface RuleKeeperOptions {
  readonly controller: FollowedController;
  readonly memory: MemoryCell;
  onReport(report: FollowReport): void;
}

/** How often the core is asked whether it is still the one that it was, in ms; only while rules are off through us. */
const beatMs = 3000;
/** How often it is looked whether somebody else switched such a rule on again, in ms. */
const rulesMs = 60_000;

/** Switches rules off again that were switched off through us, when the core forgot them with a reload or a restart. */
export class RuleKeeper {
  readonly #options: RuleKeeperOptions;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #hasNoMarks = false;
  #readRulesAt = performance.now();

  constructor(options: RuleKeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), beatMs);
    this.#timer.unref();
    void this.#look();
  }

  stop(): void {
    this.#stop.abort();
    clearInterval(this.#timer);
  }

  /** A rule was switched through us. */
  switched(rule: string, isOn: boolean): void {
    const others = this.#memory.rulesOff.filter((each) => each !== rule);
    this.#options.memory.set({ ...this.#memory, rulesOff: isOn ? others : [...others, rule] });
    void this.#look();
  }

  get #memory(): ReturnType<MemoryCell["get"]> {
    return this.#options.memory.get();
  }

  async #look(): Promise<void> {
    // The mark is wanted before anything is off, so that no reload comes in between.
    const isIdle = this.#memory.rulesOff.length === 0 && this.#memory.life !== undefined;
    if (this.#isLooking || this.#hasNoMarks || isIdle) return;
    this.#isLooking = true;
    const { signal } = this.#stop;
    try {
      const { id: life } = await this.#options.controller.client.proxies.get({ proxy: "DIRECT" }, { signal });
      // A core without marks of its life cannot switch rules either.
      if (life === undefined) this.#hasNoMarks = true;
      else if (this.#memory.life === undefined) this.#options.memory.set({ ...this.#memory, life });
      else if (this.#memory.life !== life) await this.#reapply(life);
      else if (performance.now() - this.#readRulesAt > rulesMs) await this.#forgetSwitchedOn();
    } catch (error) {
      // Not there, or still starting: the next beat asks again.
      if (!isControllerError(error)) throw error;
    } finally {
      this.#isLooking = false;
    }
  }

  async #reapply(life: string): Promise<void> {
    const { controller } = this.#options;
    const rules = await this.#readRules();
    // The API answers before the config is applied.
    if (rules.length === 0) return;
    const forgotten = this.#memory.rulesOff.filter((rule) => isOn(rule, rules) === true);
    const options = { actor: followingActor, signal: this.#stop.signal };
    for (const rule of forgotten) await controller.run("set-rule-enabled", { rule, enabled: false }, options);
    this.#options.memory.set({ ...this.#memory, life });
    if (forgotten.length > 0)
      this.#options.onReport({ type: "rules-reapplied", controller: controller.id, rules: forgotten });
  }

  /** Whoever switched a rule on by other means wants it on after the next reload too. */
  async #forgetSwitchedOn(): Promise<void> {
    const rules = await this.#readRules();
    const { rulesOff } = this.#memory;
    const stillOff = rulesOff.filter((rule) => isOn(rule, rules) !== true);
    if (stillOff.length < rulesOff.length) this.#options.memory.set({ ...this.#memory, rulesOff: stillOff });
  }

  async #readRules(): Promise<readonly Rule[]> {
    const { rules } = await this.#options.controller.client.rules.list({}, { signal: this.#stop.signal });
    this.#readRulesAt = performance.now();
    return rules ?? [];
  }
}

/** Of rules that are alike the first is meant. Undefined: there is no such rule. */
function isOn(fingerprint: string, rules: readonly Rule[]): boolean | undefined {
  const rule = rules.find((each) => ruleFingerprint(each) === fingerprint);
  return rule === undefined ? undefined : rule.extra?.disabled !== true;
}
