import { createClient, isControllerError } from "@pointsman/core/client";
import type { FoundCore } from "../probe/find-cores.ts";
import { findCores, lookAt } from "../probe/find-cores.ts";
import type { Step } from "./step.ts";

/** The core that was chosen; its secret is right. */
export interface CoreAnswer {
  readonly url: string;
  /** `""` where the core wants none. */
  readonly secret: string;
}

/** First question: looks at the given places, lets the person choose or type an address, and tries the secret. */
export async function askCore({ prompter, texts }: Step, places: readonly string[]): Promise<CoreAnswer> {
  prompter.say(`\n${texts.coreTitle}`);
  prompter.say(texts.coreSearching);
  const found = await findCores(places, prompter.signal);
  for (const { url, version } of found) prompter.say(texts.coreFound(url, version));
  if (found.length === 0) prompter.say(texts.coreNotFound);
  for (;;) {
    const answer = await prompter.ask(texts.coreAddress(found[0]?.url ?? places[0] ?? "http://127.0.0.1:9090"));
    const url = answer === "" ? (found[0]?.url ?? places[0] ?? "http://127.0.0.1:9090") : completeUrl(answer);
    const core = await lookAt({ url }, prompter.signal);
    if (core === undefined) prompter.say(texts.coreNobody(url));
    else return await withSecret({ prompter, texts }, core);
  }
}

async function withSecret({ prompter, texts }: Step, core: FoundCore): Promise<CoreAnswer> {
  if (core.isOpen) {
    prompter.say(texts.coreConnected(core.version ?? ""));
    // Nobody is asked for a secret on a unix socket: the system's file rights guard it.
    if (!core.url.startsWith("unix:")) prompter.say(texts.coreOpen);
    return { url: core.url, secret: "" };
  }
  for (;;) {
    const secret = await prompter.ask(texts.coreSecret, { hidden: true });
    const said = await tryCore(core.url, secret, prompter.signal);
    if (said.version !== undefined) {
      prompter.say(texts.coreConnected(said.version));
      return { url: core.url, secret };
    }
    prompter.say(said.problem ?? texts.coreSecretWrong);
  }
}

async function tryCore(
  url: string,
  secret: string,
  signal: AbortSignal,
): Promise<{ readonly version?: string; readonly problem?: string }> {
  try {
    await using client = createClient({ url, secret });
    const { version } = await client.version.get({}, { signal });
    return { version };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!isControllerError(error)) throw error;
    return error.code === "unauthorized" ? {} : { problem: error.message };
  }
}

/** `192.168.1.1`, `router:9090` and `/run/core.sock` are addresses for people, too. */
export function completeUrl(answer: string): string {
  if (answer.startsWith("/")) return `unix:${answer}`;
  if (/^(https?:\/\/|unix:)/.test(answer)) return answer.replace(/\/+$/, "");
  const isBareIpv6 = answer.split(":").length > 2 && !answer.startsWith("[");
  const host = isBareIpv6 ? `[${answer}]` : answer;
  return `http://${host}${/:\d+$/.test(host) && !isBareIpv6 ? "" : ":9090"}`;
}
