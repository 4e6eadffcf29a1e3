import type { Controller } from "@pointsman/core";
import type { Person } from "../access.ts";
import type { ChatGate } from "../delivery/gate.ts";
import type { Log } from "../delivery/log.ts";
import type { Outbox } from "../delivery/outbox.ts";
import { PinnedDashboards } from "../live/pinned-dashboards.ts";
import type { People } from "../people/people.ts";
import type { Pace } from "../polling/pace.ts";
import type { Chats } from "../state/chats.ts";
import type { Door } from "./door.ts";
import { DoorPost } from "./door-post.ts";
import { PostOffice } from "./post-office.ts";

export interface UnaskedOptions {
  readonly people: People;
  readonly chats: Chats;
  readonly door: Door;
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly outbox: Outbox;
  /** The allowance of a person's chat, shared with its screens. */
  readonly gateOf: (personId: number) => ChatGate;
  /** The household's; default the machine's. */
  readonly timeZone: string | undefined;
  readonly isOnline: () => boolean;
  readonly pace: Pace;
  readonly log: Log;
}

/** All that goes to chats without being asked for: alerts, dashboards that go on for ever, and who was turned away. */
export class Unasked {
  readonly alerts: PostOffice;
  readonly dashboards: PinnedDashboards;
  readonly #doorPost: DoorPost;

  constructor({ people, chats, door, pace, controllers: all, ...options }: UnaskedOptions) {
    const controllers = [...all.values()];
    const memoryOf = (id: number) => chats.of(id);
    const localeOf = (id: number) => chats.localeUnasked(id);
    const { retryMs, pinnedFrameMs: everyMs } = pace;
    const post = { ...options, controllers, memoryOf, localeOf };
    this.alerts = new PostOffice({ ...post, people: people.all(), now: Date.now, retryMs });
    this.dashboards = new PinnedDashboards({ ...options, people, chats, controllers: all, everyMs });
    this.#doorPost = new DoorPost({
      ...post,
      door,
      people,
      send: async (id, draw) => await this.alerts.letter(id, draw),
    });
  }

  /** From now on this person is told what these rights let through; undefined: nothing. */
  attend(id: number, person: Person | undefined): void {
    this.alerts.attend(id, person);
    this.dashboards.attend(id, person);
  }

  /** Tells nothing more. */
  async stop(): Promise<void> {
    this.#doorPost.stop();
    await Promise.all([this.alerts.stop(), this.dashboards.close()]);
  }
}
