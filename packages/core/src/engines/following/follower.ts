import { ControllerError, isControllerError } from "../../client/errors.ts";
import type { Controller } from "../../controller/types.ts";
import type { Change, Snapshot } from "../../observer/types.ts";
import type { Actor } from "../../policy/types.ts";
import { judge, type Loss, namesByProvider, ownProvider } from "./judge.ts";
import type { Choice, HouseMemory } from "./memory.ts";
import { Patience } from "./patience.ts";
import type { ChoiceOutcome, FollowReport } from "./types.ts";

/** What following needs of a controller. */
export type FollowedController = Pick<Controller, "id" | "client" | "observer" | "switching" | "run">;

/** The memory of one house, shared by those who fill it. */
export interface MemoryCell {
  get(): HouseMemory;
  set(memory: HouseMemory): void;
}

export interface FollowerOptions {
  readonly controller: FollowedController;
  readonly memory: MemoryCell;
  onReport(report: FollowReport): void;
}

/** By whom choices are made again, for audit and policy. */
export const followingActor: Actor = { outlet: "app", id: "following" };

/** How often the chosen nodes are asked for, in ms: a loss is seen within this. */
const beatMs = 2000;
/** The pace at which the whole picture is wanted; who looks more often, and what we do ourselves, makes it fresher. */
const pictureMs = 60_000;

const telling: ReadonlySet<Change["type"]> = new Set([
  "core-back",
  "groups-changed",
  "group-members-changed",
  "group-selected",
  "selection-lost",
  "pin-changed",
  "nodes-changed",
]);

/** Watches the choices of one house and makes them again when their nodes got other names. */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #stop = new AbortController();
  readonly #patience = new Patience(() => performance.now());
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isDue = false;
  #isBeating = false;
  /** Groups that were switched through us since the picture was taken. */
  readonly #ahead = new Map<string, symbol>();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#listen();
    this.#timer = setInterval(() => void this.#beat(), beatMs);
    this.#timer.unref();
    this.look();
  }

  stop(): void {
    this.#stop.abort();
    clearInterval(this.#timer);
  }

  /** Somebody chose through us: that is known before any picture shows it, and ends whatever was lost there. */
  chose(group: string, node: string | undefined): void {
    const { memory, controller } = this.#options;
    const choices = new Map(memory.get().choices);
    if (node === undefined) choices.delete(group);
    else choices.set(group, choiceOf(node, controller.observer.snapshot));
    memory.set({ ...memory.get(), choices });
    void this.#catchUp(group);
  }

  /** Holds the picture against the memory as soon as what goes on is done. */
  look(): void {
    this.#isDue = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#lookOn().finally(() => {
      this.#isLooking = false;
    });
  }

  /** Until a picture was taken after the choice, an older one would look as if somebody had chosen otherwise. */
  async #catchUp(group: string): Promise<void> {
    const mark = Symbol(group);
    this.#ahead.set(group, mark);
    // Where the core is gone, the next picture is newer in any case.
    await this.#options.controller.observer.refresh(["groups"], { signal: this.#stop.signal }).catch(() => {});
    if (this.#ahead.get(group) !== mark) return;
    this.#ahead.delete(group);
    this.look();
  }

  async #listen(): Promise<void> {
    const { observer } = this.#options.controller;
    const interest = { parts: ["groups", "nodes"], everyMs: pictureMs } as const;
    try {
      for await (const change of observer.watch(interest, { signal: this.#stop.signal }))
        if (telling.has(change.type)) this.look();
    } catch (error) {
      // Closed, or let go as a reader that fell behind: then the beat goes on.
      if (!isControllerError(error)) throw error;
    }
  }

  /** Asks for the chosen nodes one by one, which costs next to nothing, and for the picture only when one is gone. */
  async #beat(): Promise<void> {
    const { observer } = this.#options.controller;
    const { reachability } = observer.snapshot;
    // The observer asks for a core that is gone, more patiently.
    const isGone = reachability === "unreachable" || reachability === "unauthorized";
    if (this.#isBeating || this.#isLooking || isGone) return;
    this.#isBeating = true;
    const { signal } = this.#stop;
    try {
      for (const node of this.#watchedNodes()) {
        if (!this.#patience.isDue(`node ${node}`) || (await observer.exists(node, { signal }))) continue;
        // Where the picture shows no loss (a provider that is not loaded yet), it is asked for ever more rarely.
        this.#patience.vain(`node ${node}`);
        await observer.refresh(["groups", "nodes"], { signal });
        this.look();
      }
      if (this.#hasUnfinished()) this.look();
    } catch (error) {
      // The observer tells of a core that cannot be reached; the next beat asks again.
      if (!isControllerError(error)) throw error;
    } finally {
      this.#isBeating = false;
    }
  }

  #watchedNodes(): ReadonlySet<string> {
    const standing = [...this.#options.memory.get().choices.values()].filter(
      ({ provider, lost }) => provider !== undefined && lost === undefined,
    );
    const nodes = new Set(standing.map(({ node }) => node));
    this.#patience.keepOnly(new Set([...nodes].map((node) => `node ${node}`).concat(this.#unfinishedKeys())));
    return nodes;
  }

  #unfinishedKeys(): string[] {
    return [...this.#options.memory.get().choices]
      .filter(([, { lost }]) => lost?.isSure === true)
      .map(([group]) => `group ${group}`);
  }

  #hasUnfinished(): boolean {
    if (this.#options.controller.switching.followRenames !== "auto") return false;
    return this.#unfinishedKeys().some((key) => this.#patience.isDue(key));
  }

  async #lookOn(): Promise<void> {
    while (this.#isDue && !this.#stop.signal.aborted) {
      this.#isDue = false;
      try {
        await this.#lookOnce();
      } catch (error) {
        if (!isControllerError(error)) throw error;
      }
    }
  }

  async #lookOnce(): Promise<void> {
    const { controller, memory } = this.#options;
    const { observer } = controller;
    if (observer.snapshot.groups.length === 0) return;
    if (hasUnplaced(observer.snapshot, memory.get()))
      await observer.refresh(["providers"], { signal: this.#stop.signal });
    // Looked at again as soon as the picture has caught up.
    if (this.#ahead.size > 0) return;
    const { memory: next, losses, updates } = judge(memory.get(), observer.snapshot);
    memory.set(next);
    const choices: ChoiceOutcome[] = [];
    for (const loss of losses) choices.push(...(await this.#settle(loss)));
    if (this.#stop.signal.aborted || (updates.length === 0 && choices.length === 0)) return;
    this.#options.onReport({ type: "nodes-updated", controller: controller.id, providers: updates, choices });
  }

  async #settle(loss: Loss): Promise<readonly ChoiceOutcome[]> {
    const { group, was, fellTo, candidates, isSure, isOld } = loss;
    const told = { group, was, fellTo };
    const [now] = candidates;
    if (isSure && now !== undefined && this.#options.controller.switching.followRenames === "auto")
      return await this.#follow(loss, now);
    if (isOld) return [];
    return [candidates.length === 0 ? { kind: "lost", ...told } : { kind: "asked", ...told, candidates }];
  }

  async #follow(loss: Loss, now: string): Promise<readonly ChoiceOutcome[]> {
    const { controller } = this.#options;
    const { group, was, fellTo, isOld } = loss;
    const key = `group ${group}`;
    if (!this.#patience.isDue(key)) return [];
    try {
      await controller.run(
        "select-node",
        { group, node: now },
        { actor: followingActor, signal: this.#stop.signal, guard: () => this.#stillFallen(loss) },
      );
      this.#patience.forget(key);
      this.chose(group, now);
      return [{ kind: "followed", group, was, fellTo, now }];
    } catch (error) {
      if (!isControllerError(error)) throw error;
      if (error.reason === "changed-meanwhile") {
        // Somebody chose: theirs is the choice, and what it is the next picture shows.
        this.chose(group, undefined);
        return [];
      }
      this.#patience.vain(key);
      return isOld || this.#stop.signal.aborted ? [] : [{ kind: "failed", group, was, fellTo, now, error }];
    }
  }

  /** Asked when it is our turn: whoever chose since counts. */
  async #stillFallen({ group, was, isPin, fellTo }: Loss): Promise<void> {
    const { client } = this.#options.controller;
    const found = await client.groups.get({ group }, { signal: this.#stop.signal });
    if (!found.all.includes(was) && (isPin ? found.fixed === was : found.now === fellTo)) return;
    throw new ControllerError("rejected", `Somebody chose for the group ${JSON.stringify(group)} meanwhile.`, {
      reason: "changed-meanwhile",
      effect: "none",
    });
  }
}

/**
 * A real node of which nobody said yet where it is from: old cores only list it with its provider. Others say it of each
 * node, so that the lists, megabytes in a large house, need not be read.
 */
function hasUnplaced({ nodes, providers }: Snapshot, memory: HouseMemory): boolean {
  if (providers.size === 0 && [...nodes.values()].some(({ provider }) => provider !== undefined)) return false;
  const known = new Set(memory.nodes.get(ownProvider));
  return (namesByProvider(nodes).get(ownProvider) ?? []).some((name) => !known.has(name));
}

function choiceOf(node: string, { nodes }: Snapshot): Choice {
  const view = nodes.get(node);
  return view?.kind === "node" ? { node, provider: view.provider ?? ownProvider } : { node };
}
