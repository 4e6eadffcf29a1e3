import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Controller, SharedStream } from "@pointsman/core";
import { pinged } from "../../live/survey.ts";
import { type Diagnosis, examinedStreams } from "../../screens/watch/diagnosis.ts";
import type { PressContext, TelegramPath } from "../press.ts";

/** So long Telegram and each stream may take, in ms. */
const patienceMs = 4000;

const { version: ownVersion } = createRequire(import.meta.url)("@pointsman/telegram-bot/package.json") as {
  readonly version: string;
};

type Streams = Diagnosis["streams"];

/** Looks at everything that the chat depends on, all at once; each has its own patience. Changes nothing. */
export async function diagnose(
  { session, controller, telegramPath, surroundings = {} }: PressContext,
  now: () => number = () => performance.now(),
): Promise<Diagnosis> {
  const { signal } = session;
  const [telegram, answer, state] = await Promise.all([
    examineTelegram(telegramPath, signal, now),
    pinged(controller, signal, now),
    examineState(surroundings.stateDir),
  ]);
  const isHere = answer.state === "here";
  const { clockSkewMs } = controller;
  const { version = "?" } = isHere ? await controller.observer.refresh(["version"], { signal }) : {};
  return {
    telegram,
    core: isHere ? { rttMs: answer.rttMs, version } : { code: answer.code },
    ...(!isHere || clockSkewMs === undefined ? {} : { clockSkewMs }),
    streams: isHere ? await examineStreams(controller, signal) : {},
    state,
    versions: { bot: ownVersion, node: process.versions.node },
  };
}

async function examineTelegram(
  telegram: TelegramPath | undefined,
  signal: AbortSignal,
  now: () => number,
): Promise<Diagnosis["telegram"]> {
  if (telegram === undefined) return { health: "connecting", way: "direct" };
  const from = now();
  const isReached = await telegram.reaches(AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
  return { health: telegram.health(), way: telegram.way(), ...(isReached ? { rttMs: now() - from } : {}) };
}

/** Whether a file can be made there, by making one. */
async function examineState(folder: string | undefined): Promise<Diagnosis["state"]> {
  if (folder === undefined) return "memory";
  const file = path.join(folder, `.can-write-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, "");
    return "kept";
  } catch {
    return "broken";
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

async function examineStreams({ streams }: Controller, signal: AbortSignal): Promise<Streams> {
  const all = {
    traffic: streams.traffic,
    memory: streams.memory,
    connections: streams.connections(10_000),
    logs: streams.logs("warning"),
  } as const satisfies Record<keyof Streams, Pick<SharedStream<unknown>, "onEvent" | "watchHealth">>;
  const found = await Promise.all(
    examinedStreams.map(async (name) => [name, await comesToLife(all[name], signal)] as const),
  );
  return Object.fromEntries(found);
}

/** Whether the stream is open, or is opened by us in time. A log may be silent, so no frame is waited for. */
async function comesToLife(
  stream: Pick<SharedStream<unknown>, "onEvent" | "watchHealth">,
  signal: AbortSignal,
): Promise<boolean> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const leave = stream.onEvent(() => undefined);
  try {
    for await (const { state } of stream.watchHealth({ signal: enough })) if (state === "live") return true;
    return false;
  } catch {
    return false;
  } finally {
    leave();
  }
}
