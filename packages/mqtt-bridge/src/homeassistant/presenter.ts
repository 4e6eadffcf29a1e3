import type { House } from "../house/house.ts";
import type { Announcer } from "./announcer.ts";
import type { DiscoveryRenderer, Rendering } from "./renderer.ts";

/** What comes with a presentation of the house. */
export interface Wish {
  /** Everything is announced, though nothing may have changed: the broker or Home Assistant started anew. */
  readonly again: boolean;
  /** The states of groups are told where they are known, too. */
  readonly force: boolean;
}

export interface PresenterOptions {
  /** Undefined: no Home Assistant discovery. */
  readonly renderer: Pick<DiscoveryRenderer, "render"> | undefined;
  readonly announcer: Pick<Announcer, "update" | "again" | "isSettled">;
  /** As it was last read. */
  readonly house: () => House;
  /** Whether the broker is there: else nobody hears, and everything is asked for again once it is. */
  readonly isConnected: () => boolean;
  /** Home Assistant was told what there is: what depends on it may follow. */
  readonly presented: (wish: Wish) => void;
  /** The announcement could not be made; told once, until it can be made again. */
  readonly failed: (error: unknown) => void;
}

const nothing: Wish = { again: false, force: false };

/**
 * Keeps the order "what there is, then how it is" for a house whose announcement takes many slices to make. Of what is
 * asked for meanwhile nothing is lost, and the newest house is told.
 */
export class Presenter {
  readonly #options: PresenterOptions;
  #wish = nothing;
  #isRendering = false;
  #isStopped = false;
  #hasFailed = false;

  constructor(options: PresenterOptions) {
    this.#options = options;
  }

  get isRendering(): boolean {
    return this.#isRendering;
  }

  /** False while no state of a group may leave, as Home Assistant may not know its options yet. */
  get isSettled(): boolean {
    const { renderer, announcer } = this.#options;
    return renderer === undefined || (announcer.isSettled && !this.#isRendering);
  }

  /** While true no state at all may leave: all of it follows the announcement. */
  get isStartingOver(): boolean {
    return this.#isRendering && this.#wish.again;
  }

  present(wish: Partial<Wish> = {}): void {
    const { again, force } = this.#wish;
    this.#wish = { again: again || wish.again === true, force: force || wish.force === true };
    if (this.#isRendering) return;
    const { renderer, house, isConnected } = this.#options;
    let rendering: ReturnType<DiscoveryRenderer["render"]> | undefined;
    try {
      rendering = isConnected() ? renderer?.render(house) : undefined;
    } catch (error) {
      return this.#fail(error);
    }
    if (!(rendering instanceof Promise)) return this.#tell(rendering);
    void this.#await(rendering);
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #await(rendering: Promise<Rendering>): Promise<void> {
    this.#isRendering = true;
    let done: Rendering;
    try {
      done = await rendering;
    } catch (error) {
      this.#isRendering = false;
      return this.#fail(error);
    }
    this.#isRendering = false;
    // Nobody is told of a house that is another one already.
    if (done.house === this.#options.house() || this.#isStopped) this.#tell(done);
    else this.present();
  }

  /** States are not for Home Assistant alone, so they go on; what it should be told is tried again with the next house. */
  #fail(error: unknown): void {
    if (!this.#hasFailed && !this.#isStopped) this.#options.failed(error);
    this.#hasFailed = true;
    const wish = this.#wish;
    this.#tell(undefined);
    this.#wish = wish;
  }

  #tell(rendering: Rendering | undefined): void {
    const wish = this.#wish;
    this.#wish = nothing;
    const { announcer, isConnected, presented } = this.#options;
    if (this.#isStopped || !isConnected()) return;
    if (rendering !== undefined) {
      announcer.update(rendering.parts);
      this.#hasFailed = false;
      if (wish.again) announcer.again();
    }
    presented(wish);
  }
}
