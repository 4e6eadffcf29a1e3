import type { GroupOrder } from "../model/groups/order.ts";
import type { Route } from "./route.ts";

/** So long a group's order stays as the person knows it. */
const keptMs = 10 * 60_000;
/** Messages whose order is remembered; the one that was used longest ago is forgotten first. */
const messagesKept = 20;

/**
 * In which order a group stands in each message of a chat, so that paging stays the same while delays change, also in an
 * older message. It is made anew when the message comes back to the group from somewhere else.
 */
export class KeptOrders {
  /** By message; undefined: the one that is not sent yet. */
  readonly #orders = new Map<number | undefined, GroupOrder>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  of(messageId: number | undefined): GroupOrder | undefined {
    // A message that was on its way has its number by now.
    const order = this.#orders.get(messageId) ?? this.#orders.get(undefined);
    return order === undefined || this.#now() - order.madeAt >= keptMs ? undefined : order;
  }

  keep(messageId: number | undefined, order: GroupOrder | undefined): void {
    this.forget(messageId);
    if (order === undefined) return;
    this.#orders.set(messageId, order);
    if (this.#orders.size > messagesKept) this.#orders.delete(this.#orders.keys().next().value);
  }

  forget(messageId: number | undefined): void {
    this.#orders.delete(undefined);
    this.#orders.delete(messageId);
  }

  /** The message shows something else now: what has nothing to do with a group ends its order. */
  leave(messageId: number | undefined, route: Route): void {
    const stays = "group" in route || route.at === "ask" || route.at === "confirm";
    if (!stays) this.forget(messageId);
  }
}
