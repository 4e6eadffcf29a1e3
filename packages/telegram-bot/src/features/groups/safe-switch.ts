import { groupNamed } from "../../model/picture.ts";
import { forgotten } from "../../state/switches.ts";
import { shortName } from "../../text/name.ts";
import type { PressContext } from "../press.ts";

/** Between two tries to reach Telegram, in ms. */
const pauseMs = 1000;

/** A switch that may have cut the chat off. */
export interface WatchedSwitch {
  readonly group: string;
  readonly now: string;
  /** The member to put back; absent: the automatic group had chosen by itself. */
  readonly back?: string;
}

/** A switch that cut a chat off, or may do so, and that the person may want all the same. */
export interface KeepableSwitch {
  readonly controllerId: string;
  readonly group: string;
  readonly node: string;
  /** Ends the watch over it. */
  readonly disarm: () => void;
}

/**
 * Whether this group carries the bot's own way to Telegram: an open connection of the core to the Bot API server passes
 * through it. Without a group: whether the core carries it at all. Where that cannot be read the answer is no.
 */
export async function carriesTelegram(
  { session, controller, actor, telegramPath }: PressContext,
  group?: string,
): Promise<boolean> {
  if (telegramPath === undefined) return false;
  const filter = { host: telegramPath.host, ...(group === undefined ? {} : { group }) };
  const options = { actor, signal: session.signal };
  return await controller.run("list-connections", { filter, limit: 1 }, options).then(
    ({ total }) => total > 0,
    () => false,
  );
}

/** Resolves with whether Telegram could be reached in time, or nothing shall be touched any more. */
export async function isReached({ session, telegramPath }: PressContext, disarmed: AbortSignal): Promise<boolean> {
  if (telegramPath === undefined) return true;
  const ends = AbortSignal.any([session.signal, disarmed, AbortSignal.timeout(telegramPath.withinMs)]);
  telegramPath.renew();
  while (!ends.aborted) {
    if (await telegramPath.reaches(ends)) return true;
    await pause(ends);
  }
  // The bot stops: nobody knows, so nothing is touched.
  return session.signal.aborted || disarmed.aborted;
}

async function pause(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, pauseMs);
  const end = (): void => resolve();
  signal.addEventListener("abort", end, { once: true });
  await promise;
  signal.removeEventListener("abort", end);
  clearTimeout(timer);
}

async function putBack(press: PressContext, { group, now, back }: WatchedSwitch): Promise<string | undefined> {
  const { session, controller, actor, t } = press;
  const options = { actor, signal: session.signal };
  const snapshot = await controller.observer.refresh(["groups"], { signal: session.signal });
  // What somebody else chose meanwhile is theirs.
  if (groupNamed(snapshot, group)?.now !== now) return undefined;
  if (back === undefined) await controller.run("release-node", { group }, options);
  else await controller.run("select-node", { group, node: back }, options);
  const name = shortName(group, 24);
  return back === undefined ? t.safe.backAutomatic(name) : t.safe.back(name, shortName(back, 40));
}

/** Puts the switch back where Telegram is out of reach after it, and says so once it can. Never rejects. */
export async function watchOver(press: PressContext, watched: WatchedSwitch): Promise<void> {
  const { session, controller, t } = press;
  const disarmed = new AbortController();
  const keepable: KeepableSwitch = {
    controllerId: controller.id,
    group: watched.group,
    node: watched.now,
    disarm: () => disarmed.abort(),
  };
  session.update({ keepable });
  if (await isReached(press, disarmed.signal)) {
    if (session.state.keepable !== keepable) return;
    // Nothing is taken back, so there is nothing to keep.
    session.update({ keepable: undefined });
    session.redraw("live");
    return;
  }
  const failed = t.safe.stuck(shortName(watched.group, 24));
  const told = await putBack(press, watched).then(
    (text) => (text === undefined ? undefined : { kind: "done" as const, text }),
    () => ({ kind: "failed" as const, text: failed }),
  );
  if (session.signal.aborted) return;
  if (told === undefined) return session.update({ keepable: undefined });
  session.memory.keepSwitches(forgotten(session.memory.switches, controller.id, watched.group));
  session.update({ notice: told });
  session.redraw("user");
}
