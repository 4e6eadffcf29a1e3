import { setTimeout } from "node:timers/promises";
import type { Bench } from "../target.ts";
import { type Answer, bearer, dissect, exchange } from "../wire/http.ts";

const patienceMs = 10_000;

/** Asks one path again and again until `done` says so; between its two lives a core refuses or resets, which is no answer. */
export async function askUntil(core: Bench, path: string, done: (answer: Answer) => boolean): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const answer = await core.get(path).catch(() => undefined);
    if (answer) answers.push(answer);
    if (answer && done(answer)) return answers;
    // Nobody listens: ask no more often than a millisecond allows.
    if (!answer) await setTimeout(1);
  }
  throw new Error(`${core.name} did not come back.`);
}

/** Resolves when the house is there again after a restart. */
export async function untilBack(core: Bench): Promise<void> {
  await askUntil(core, "/proxies", (answer) => Object.hasOwn(answer.json<{ proxies: object }>().proxies, "fast"));
}

/** The end of the present life, which a stream tells. To be watched before the restart, which may be over in a moment. */
export async function watchLife(core: Bench): Promise<{ readonly over: Promise<unknown> }> {
  const { closed } = await core.socket("/traffic");
  return { over: closed };
}

/**
 * Asks for a restart and gives the status line and the body. Read as raw bytes: the core flushes both, then becomes another
 * program, which may cut the end mark of the body's chunks.
 */
export async function postRestart(core: Bench, body = ""): Promise<{ status: string; body: string }> {
  const lines = [
    "POST /restart HTTP/1.1",
    "Host: x",
    `Authorization: ${bearer(core.secret)}`,
    `Content-Length: ${body.length}`,
  ];
  const raw = dissect(await exchange(core, `${lines.join("\r\n")}\r\n\r\n${body}`));
  const isChunked = raw.headers.some((line) => /^transfer-encoding: chunked$/i.test(line));
  return { status: raw.status, body: isChunked ? (raw.body.split("\r\n")[1] ?? "") : raw.body };
}
