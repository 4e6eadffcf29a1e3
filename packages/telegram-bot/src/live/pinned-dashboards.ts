import type { Controller } from "@pointsman/core";
import { maySee, type Person } from "../access.ts";
import { failureText } from "../delivery/failure.ts";
import type { ChatGate } from "../delivery/gate.ts";
import type { Log } from "../delivery/log.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { DashboardWall } from "../features/press.ts";
import { plainFrame } from "../model/draw/household.ts";
import { statusModel } from "../model/status-model.ts";
import type { People } from "../people/people.ts";
import type { Screen } from "../screens/kit/layout.ts";
import { pinnedScreen, type StatusModel, unpinnedScreen } from "../screens/status.ts";
import { interestOf } from "../session/route.ts";
import type { Chats } from "../state/chats.ts";
import { PinnedDashboard } from "./pinned-dashboard.ts";

export interface PinnedDashboardsOptions {
  readonly people: Pick<People, "get">;
  readonly chats: Pick<Chats, "of" | "localeUnasked" | "withDashboard">;
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly outbox: Pick<Outbox, "send" | "edit" | "pin" | "unpin">;
  readonly gateOf: (chatId: number) => ChatGate;
  /** The household's; default the machine's. */
  readonly timeZone: string | undefined;
  readonly isOnline: () => boolean;
  readonly everyMs: number;
  readonly log: Pick<Log, "error">;
  readonly now?: () => number;
}

/** The dashboards that go on for ever: one a chat, over restarts too, as long as the person may see that controller. */
export class PinnedDashboards implements DashboardWall {
  readonly #options: PinnedDashboardsOptions;
  readonly #now: () => number;
  readonly #running = new Map<number, PinnedDashboard>();
  #isClosed = false;

  constructor(options: PinnedDashboardsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    for (const id of options.chats.withDashboard) this.attend(id, options.people.get(id));
  }

  /** From now on this person has these rights; undefined: none. */
  attend(id: number, person: Person | undefined): void {
    const { chats, controllers } = this.#options;
    const place = chats.of(id).dashboard;
    if (place === undefined) return;
    const controller = controllers.get(place.controller);
    if (person === undefined || controller === undefined || !maySee(person, controller.id)) this.#forget(id);
    else if (!this.#running.has(id)) this.#start(id, controller, place.messageId);
  }

  async begin(id: number, controller: Controller): Promise<"pinned" | "unpinned" | "unsent"> {
    const { chats, outbox, gateOf } = this.#options;
    const before = this.#running.get(id);
    gateOf(id).take("user");
    const screen = this.#draw(id, controller, pinnedScreen);
    const sent = await outbox.send(id, screen, "silent");
    if (sent.kind === "flood") gateOf(id).block(sent.seconds);
    if (sent.kind !== "sent") return "unsent";
    if (before !== undefined) await this.end(id, before.messageId, before.controller);
    chats.of(id).keepDashboard({ controller: controller.id, messageId: sent.messageId });
    this.#start(id, controller, sent.messageId, screen);
    gateOf(id).take("user");
    return (await outbox.pin(id, sent.messageId)) ? "pinned" : "unpinned";
  }

  async end(id: number, messageId: number, controller: Controller): Promise<void> {
    const { outbox, gateOf } = this.#options;
    // One of an earlier time may be pressed, too: it says that it is over, and the one that runs goes on.
    const isIt = this.#running.get(id)?.messageId === messageId;
    if (isIt) this.#forget(id);
    gateOf(id).take("user");
    await outbox.edit(id, messageId, this.#draw(id, controller, unpinnedScreen));
    if (isIt) await outbox.unpin(id, messageId);
  }

  /** Draws no more; what goes on is remembered for the next process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const one of this.#running.values()) one.stop();
    await Promise.all(Array.from(this.#running.values(), async ({ done }) => await done));
  }

  #start(id: number, controller: Controller, messageId: number, shown?: Screen): void {
    if (this.#isClosed) return;
    const { outbox, gateOf, isOnline, everyMs, log } = this.#options;
    this.#running.get(id)?.stop();
    const dashboard: PinnedDashboard = new PinnedDashboard({
      chatId: id,
      messageId,
      controller,
      parts: interestOf({ at: "status" }).watches,
      everyMs,
      outbox,
      gate: gateOf(id),
      isOnline,
      now: this.#now,
      draw: () => this.#draw(id, controller, pinnedScreen),
      ...(shown === undefined ? {} : { shown }),
      onGone: () => {
        if (this.#running.get(id) === dashboard) this.#forget(id);
      },
      onFault: (error) => log.error(`A pinned dashboard could not be drawn: ${failureText(error)}`),
    });
    this.#running.set(id, dashboard);
  }

  #forget(id: number): void {
    this.#running.get(id)?.stop();
    this.#running.delete(id);
    this.#options.chats.of(id).keepDashboard(undefined);
  }

  #draw(id: number, controller: Controller, screen: (model: StatusModel, t: Texts) => Screen): Screen {
    const { chats, gateOf, timeZone } = this.#options;
    const { isSlowed } = gateOf(id);
    const frame = plainFrame(controller, chats.of(id).settings.timeZone ?? timeZone);
    const model = statusModel(controller, { ...frame, ...(isSlowed ? { isSlowed } : {}) });
    return screen({ ...model, now: this.#now() }, chats.localeUnasked(id));
  }
}

type Texts = ReturnType<Chats["localeUnasked"]>;
