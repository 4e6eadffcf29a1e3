import { isControllerError } from "../../client/errors.ts";
import type { Controller } from "../../controller/types.ts";
import { delayFor } from "../../observer/delays.ts";
import type { GroupView, Snapshot } from "../../observer/types.ts";
import type { SharedStream } from "../../streams/types.ts";
import type { Line, LineKind, Slots } from "./slots.ts";
import { slotStart } from "./tiers.ts";

export type Recorded = Pick<Controller, "id" | "streams" | "observer">;

/** How often the list of connections is wanted, in ms: the slowest beat that the core is asked for. */
const connectionsMs = 10_000;
/** How fresh groups and delays have to be, in ms; as patient as the most patient outlet. */
const delaysMs = 60_000;
/** Groups beyond are not drawn: a config has tens, and a line of 90 days takes half a megabyte. */
const maxGroups = 200;

/** Turns what one controller says into slots. It asks the core for nothing that outlets do not, and tests no node. */
export class Recorder {
  readonly #controller: Recorded;
  readonly #slots: Slots;
  readonly #now: () => number;
  readonly #leave: (() => void)[] = [];
  readonly #stop = new AbortController();
  readonly #up: Line;
  readonly #down: Line;
  readonly #memory: Line;
  readonly #connections: Line;
  #groups: ReadonlyMap<string, Line> = new Map();
  /** The last list of connections; undefined where the next does not follow it. */
  #last: { readonly atMs: number; readonly count: number } | undefined;

  /** @throws ControllerError `aborted` for a closed controller */
  constructor(controller: Recorded, slots: Slots, now: () => number) {
    this.#controller = controller;
    this.#slots = slots;
    this.#now = now;
    const line = (kind: LineKind): Line => ({ controller: controller.id, kind, group: "" });
    this.#up = line("up");
    this.#down = line("down");
    this.#memory = line("memory");
    this.#connections = line("connections");
    try {
      this.#listen();
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** To be called more often than once a minute: takes down the delays as they are known now. */
  tick(): void {
    const { observer, streams } = this.#controller;
    const { snapshot } = observer;
    if (snapshot.reachability !== "reachable") return;
    this.#recordDelays(snapshot);
    // A stream waits for ever once its secret was refused; that the core answers again shows that it is right now.
    for (const stream of [streams.traffic, streams.memory, streams.connections(connectionsMs)])
      if (stream.health.state === "unauthorized") stream.retry();
  }

  stop(): void {
    this.#stop.abort();
    for (const leave of this.#leave) leave();
    this.#leave.length = 0;
  }

  #listen(): void {
    const { streams } = this.#controller;
    this.#onFrames(streams.traffic, ({ up, down }) => {
      const atMs = this.#now();
      this.#slots.add(this.#up, atMs, up);
      this.#slots.add(this.#down, atMs, down);
    });
    this.#onFrames(streams.memory, ({ inuse }) => this.#slots.add(this.#memory, this.#now(), inuse));
    this.#leave.push(
      streams.connections(connectionsMs).onEvent((event) => {
        if (event.kind === "frame") this.#onConnections(event.frame.connections?.length ?? 0);
        else this.#last = undefined;
      }),
    );
    void this.#watch();
  }

  #onFrames<Frame>(stream: SharedStream<Frame>, read: (frame: Frame) => void): void {
    const leave = stream.onEvent((event) => {
      if (event.kind === "frame") read(event.frame);
    });
    this.#leave.push(leave);
  }

  #onConnections(count: number): void {
    const atMs = this.#now();
    const last = this.#last;
    this.#last = { atMs, count };
    // Beats of 10 s and slots of 10 s are never quite in step: a slot that fell between two beats is no gap.
    const skipped = last !== undefined && slotStart(atMs, 10) - slotStart(last.atMs, 10) === 20;
    if (skipped && atMs - last.atMs < 2 * connectionsMs - 2000)
      this.#slots.add(this.#connections, slotStart(atMs, 10) * 1000 - 1, last.count);
    this.#slots.add(this.#connections, atMs, count);
  }

  /** Keeps groups and delays fresh; what changes is read from the snapshot when it is due. */
  async #watch(): Promise<void> {
    try {
      const changes = this.#controller.observer.watch(
        { parts: ["groups", "nodes"], everyMs: delaysMs },
        { signal: this.#stop.signal },
      );
      for await (const _ of changes);
    } catch (error) {
      if (!isControllerError(error)) throw error;
      // The controller is being closed, and whoever closes it leaves here too.
    }
  }

  #recordDelays({ groups, nodes }: Snapshot): void {
    const atMs = this.#now();
    const visible = groups.filter(isDrawn).slice(0, maxGroups);
    const known = this.#groups;
    this.#groups = new Map(
      visible.map(({ name }) => [
        name,
        known.get(name) ?? { controller: this.#controller.id, kind: "delay", group: name },
      ]),
    );
    const byName = new Map(groups.map((group) => [group.name, group]));
    for (const group of visible) {
      const line = this.#groups.get(group.name);
      const delay = delayAtEnd(group, byName, nodes);
      if (line !== undefined && delay !== undefined) this.#slots.add(line, atMs, delay);
    }
  }
}

/**
 * What the last test of the node at the end of a group said, through the groups between. The outermost group whose URL
 * it was tested with decides: a Selector of groups has none of its own.
 */
export function delayAtEnd(
  start: GroupView,
  groups: ReadonlyMap<string, GroupView>,
  nodes: Snapshot["nodes"],
): number | null | undefined {
  const path = [start];
  let name = start.now;
  for (let next = groups.get(name ?? ""); next !== undefined && !path.includes(next); next = groups.get(name ?? "")) {
    path.push(next);
    name = next.now;
  }
  const node = nodes.get(name ?? "");
  if (node === undefined || node.kind === "group") return undefined;
  return path.map((group) => delayFor(node, group)).find((delay) => delay !== undefined);
}

function isDrawn(group: GroupView): boolean {
  return !group.hidden && group.now !== undefined;
}
