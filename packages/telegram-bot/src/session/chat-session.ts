import { type Controller, isControllerError } from "@pointsman/core";
import { actorOf, type Person } from "../access.ts";
import type { ChatConsole } from "../delivery/chat-console.ts";
import { failureText } from "../delivery/failure.ts";
import type { Urgency } from "../delivery/gate.ts";
import type { Log } from "../delivery/log.ts";
import { ConnectionFeed } from "../live/connection-feed.ts";
import type { RawLine } from "../live/log-ring.ts";
import { TestJob, type TestJobOptions } from "../live/test-job.ts";
import type { Locale } from "../locales/index.ts";
import { draw, drawBroken, errorText } from "../model/draw/draw.ts";
import { orderOf } from "../model/groups/order.ts";
import { groupNamed, reachOf } from "../model/picture.ts";
import type { PictureReader } from "../model/reader.ts";
import type { People } from "../people/people.ts";
import type { Pace } from "../polling/pace.ts";
import type { Notice } from "../screens/kit/layout.ts";
import type { ChatMemory } from "../state/chats.ts";
import type { ChatState } from "./chat-state.ts";
import { KeptOrders } from "./kept-orders.ts";
import { LiveView } from "./live-view.ts";
import { interestOf, type Route } from "./route.ts";
import { tailFor } from "./tail-for.ts";

export interface ChatSessionOptions {
  readonly person: Person;
  readonly t: Locale;
  readonly people: People;
  readonly link?: (payload: string) => string | undefined;
  readonly memory: ChatMemory;
  /** The household's; default the machine's. */
  readonly timeZone?: string;
  /** Those that this person may see, at least one. */
  readonly readers: readonly PictureReader[];
  readonly log: Log;
  readonly pace: Pace;
  /** What this controller's core warned of lately, latest last. */
  readonly past?: (controllerId: string) => readonly RawLine[];
  /** Makes the chat's console; `onLost` ends live frames. */
  readonly openConsole: (onLost: () => void) => ChatConsole;
}

/** One person's chat: which screen it shows, what is live on it, and the jobs started from it. */
export class ChatSession {
  readonly console: ChatConsole;
  readonly #options: ChatSessionOptions;
  #readers: readonly PictureReader[];
  readonly #live: LiveView;
  readonly #orders = new KeptOrders();
  readonly #closing = new AbortController();
  /** Reads the list anew that is on the screen. */
  #feed: ConnectionFeed<Route> | undefined;
  #state: ChatState;
  /** Counts screens asked for: a slow answer does not replace a newer screen. */
  #turn = 0;

  constructor(options: ChatSessionOptions) {
    const [first] = options.readers;
    if (first === undefined) throw new RangeError("a chat needs a controller");
    this.#options = options;
    this.#readers = options.readers;
    this.#state = {
      person: options.person,
      t: options.t,
      people: options.people,
      ...(options.link === undefined ? {} : { link: options.link }),
      memory: options.memory,
      ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
      controller: first.controller,
      controllers: options.readers.map((reader) => reader.controller),
      upSince: (id) => this.#readers.find(({ controller }) => controller.id === id)?.upSince,
      route: { at: "home" },
    };
    this.#live = new LiveView({
      pace: options.pace,
      log: options.log,
      redraw: () => this.redraw("live"),
      onEnd: () => this.#pause(),
    });
    this.console = options.openConsole(() => this.#live.stop());
  }

  get state(): ChatState {
    return this.#state;
  }

  get t(): Locale {
    return this.#state.t;
  }

  /** What this chat keeps over restarts. */
  get memory(): ChatMemory {
    return this.#state.memory;
  }

  /** Whose clock this chat's times are told by; undefined: the machine's. */
  get timeZone(): string | undefined {
    return this.memory.settings.timeZone ?? this.#state.timeZone;
  }

  /** What the steered core warned of lately, latest last. */
  get pastLines(): readonly RawLine[] {
    return this.#options.past?.(this.#state.controller.id) ?? [];
  }

  /** Ends when the bot stops. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** The person as actor of an operation. */
  actor(name?: string): ReturnType<typeof actorOf> {
    return actorOf(this.#state.person, name);
  }

  update(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
  }

  /** The person has these rights now. A chat that steers what it may not see any more goes back to its first screen. */
  become(person: Person, readers: readonly PictureReader[]): void {
    const [first] = readers;
    if (person === this.#state.person || first === undefined) return;
    this.#readers = readers;
    const controllers = readers.map((reader) => reader.controller);
    this.update({ person, controllers });
    if (controllers.includes(this.#state.controller)) return;
    this.steer(first.controller);
    this.update({ route: { at: "home" } });
  }

  /** From now on the chat steers this controller. */
  steer(controller: Controller): void {
    if (controller === this.#state.controller) return;
    this.update({ controller, lookup: undefined });
  }

  /** A new request for a screen; the number says whether it is still the newest. */
  nextTurn(): number {
    this.#turn += 1;
    return this.#turn;
  }

  isNewest(turn: number): boolean {
    return turn === this.#turn;
  }

  /** The picture of the steered controller, fresh enough for this screen. A fault becomes a notice, not an exception. */
  async read(route: Route): Promise<Notice | undefined> {
    const reader = this.#readers.find((one) => one.controller === this.#state.controller);
    try {
      await reader?.read(interestOf(route).reads, this.signal);
      return undefined;
    } catch (error) {
      if (!isControllerError(error)) throw error;
      return error.code === "aborted" ? undefined : { kind: "failed", text: errorText(error, this.t) };
    }
  }

  /** Shows a screen and keeps it live for a while. */
  async open(route: Route, turn: number, notice?: Notice): Promise<void> {
    const fault = await this.read(route);
    if (!this.isNewest(turn) || this.signal.aborted) return;
    // Where the controller is away, the dot and its line already say so.
    const shownFault = reachOf(this.#state.controller) === "reachable" ? fault : undefined;
    // Drawn again, not gone to: a log that the person stopped stays stopped.
    const isSame = route === this.#state.route;
    this.#arrange(route);
    this.update({ route, notice: notice ?? shownFault, pausedAt: undefined });
    if (!isSame || this.#state.tail?.state !== "stopped") this.#tailFor(route);
    this.#feedFor(route);
    this.#live.start(this.#state.controller, interestOf(route));
    this.redraw("user");
  }

  /** A group's order is made when its screen is opened, and stays while the person pages and looks around in it. */
  #arrange(route: Route): void {
    const { messageId } = this.console;
    this.#orders.leave(messageId, route);
    if (route.at !== "group") return;
    const group = groupNamed(this.#state.controller.observer.snapshot, route.group);
    if (group === undefined) return;
    const order = orderOf({ ...this.#state, order: this.#orders.of(messageId) }, group);
    this.#orders.keep(messageId, order);
    this.update({ order });
  }

  /** The list on the screen is put in order anew. */
  reorder(): void {
    this.#orders.forget(this.console.messageId);
  }

  /** Draws the current screen again; the console sends it only where it differs. */
  redraw(urgency: Urgency): void {
    if (this.signal.aborted) return;
    try {
      const isSlowed = interestOf(this.#state.route).busy === true && this.console.isSlowed;
      this.console.show(draw({ ...this.#state, isSlowed }), urgency);
    } catch (error) {
      // A bug of ours. This also runs in timers, where it would end the process.
      this.#options.log.error(`The screen ${this.#state.route.at} could not be drawn: ${failureText(error)}`);
      this.console.show(drawBroken(this.#state), urgency);
    }
  }

  /** Starts a delay test; one that runs in this chat is stopped. */
  startTest(options: Omit<TestJobOptions, "onChange">): TestJob {
    this.#state.job?.stop();
    const job: TestJob = new TestJob({
      ...options,
      onChange: () => {
        if (this.#state.job === job && this.#state.route.at === "test") this.#live.request(job.state === "running");
      },
    });
    this.update({ job });
    return job;
  }

  /** Stops what is live and says so on the screen, where that can be done in time. */
  async close(): Promise<void> {
    this.#live.stop();
    this.#feed?.stop();
    this.#state.tail?.stop();
    this.#state.job?.stop();
    const wasLive = this.#state.pausedAt === undefined && interestOf(this.#state.route).watches.length > 0;
    if (wasLive && this.console.isShowing) {
      this.update({ notice: { kind: "done", text: this.t.state.stopped } });
      this.redraw("user");
    }
    this.#closing.abort();
    await this.console.settled();
  }

  /** Stops everything without a word: the person may not use the bot any more. */
  end(): void {
    this.#live.stop();
    this.#feed?.stop();
    this.#state.tail?.stop();
    this.#state.job?.stop();
    this.#closing.abort();
    this.console.close();
  }

  #pause(): void {
    this.#feed?.stop();
    this.#state.tail?.stop();
    this.update({ pausedAt: Date.now() });
    this.redraw("live");
  }

  /** A list of connections is read anew while it is on the screen, unless the person lets it stand still. */
  #feedFor(route: Route): void {
    this.#feed?.stop();
    this.#feed = undefined;
    if (route.at !== "connections" || route.view.paused || route.again === undefined) return;
    let fault: Notice | undefined;
    this.#feed = new ConnectionFeed({
      everyMs: this.#options.pace.busyFrameMs,
      read: route.again,
      onReading: (next) => {
        if (this.#state.notice === fault) this.update({ notice: undefined });
        fault = undefined;
        this.update({ route: next });
        this.#live.request(true);
      },
      onFault: (error) => {
        fault = { kind: "failed", text: errorText(error, this.t) };
        this.update({ notice: fault });
        this.#live.request(true);
      },
    });
  }

  /** The log is read while the errors screen shows it, and only then. */
  #tailFor(route: Route): void {
    const tail = tailFor(route, this.#state, {
      past: this.pastLines,
      onChange: () => this.#live.request(true),
      onError: (error) => this.update({ notice: { kind: "failed", text: errorText(error, this.t) } }),
    });
    if (tail !== undefined) this.update({ tail });
  }
}
