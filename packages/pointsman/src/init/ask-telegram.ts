import { randomInt } from "node:crypto";
import { createClient } from "@pointsman/core/client";
import type { LineProblem, TelegramAnswer } from "@pointsman/telegram-bot";
import type { CoreAnswer } from "./ask-core.ts";
import type { Step } from "./step.ts";

/** The bot and the one person who may do everything. */
export interface TelegramReply {
  readonly token: string;
  readonly userId: number;
  /** Ways out where the direct one is none; the preferred one first. */
  readonly proxy?: readonly string[];
}

export interface TelegramQuestion {
  readonly core: CoreAnswer;
  readonly apiRoot: string;
}

/** Second question: tries the token, and pairs with the person who sends the code. Undefined: no Telegram. */
export async function askTelegramStep(step: Step, question: TelegramQuestion): Promise<TelegramReply | undefined> {
  const { prompter, texts } = step;
  prompter.say(`\n${texts.telegramTitle}`);
  for (;;) {
    const token = await prompter.ask(texts.telegramToken, { hidden: true });
    if (token === "") return undefined;
    if (!/^\d+:[\w-]{20,}$/.test(token)) {
      prompter.say(texts.telegramTokenShape);
      continue;
    }
    const reply = await tryToken(step, question, token);
    if (reply !== undefined) return reply;
  }
}

async function tryToken(
  step: Step,
  { core, apiRoot }: TelegramQuestion,
  token: string,
): Promise<TelegramReply | undefined> {
  const { prompter, texts } = step;
  const route = await findRoute({ token, apiRoot, core, signal: prompter.signal });
  if ("problem" in route) {
    prompter.signal.throwIfAborted();
    prompter.say(texts.telegramProblems[route.problem]);
    return undefined;
  }
  if (route.way !== "direct") prompter.say(texts.telegramThrough(route.way));
  const userId = await pair(step, { token, apiRoot, way: route.way, bot: route.bot });
  if (userId === undefined) return undefined;
  return { token, userId, ...(route.way === "direct" ? {} : { proxy: [route.way, "direct"] }) };
}

interface RouteQuestion {
  readonly token: string;
  readonly apiRoot: string;
  readonly core: CoreAnswer;
  readonly signal: AbortSignal;
}

/** Directly, else through the core's own proxy port: where Telegram is blocked, the core is the way. */
async function findRoute({
  core,
  ...question
}: RouteQuestion): Promise<{ readonly way: string; readonly bot: string } | { readonly problem: LineProblem }> {
  const { askTelegram } = await import("@pointsman/telegram-bot");
  const direct: TelegramAnswer = await askTelegram({ ...question, way: "direct", timeoutMs: 6000 });
  if (direct.ok) return { way: "direct", bot: direct.name };
  if (direct.problem !== "unreachable") return { problem: direct.problem };
  const way = await proxyOf(core, question.signal);
  if (way === undefined) return { problem: "unreachable" };
  const through = await askTelegram({ ...question, way });
  return through.ok ? { way, bot: through.name } : { problem: through.problem };
}

/** The core's port for other programs, as seen from here. */
async function proxyOf({ url, secret }: CoreAnswer, signal: AbortSignal): Promise<string | undefined> {
  try {
    await using client = createClient({ url, secret });
    const config = await client.configs.get({}, { signal });
    const port = config["mixed-port"] || config["socks-port"];
    const host = url.startsWith("unix:") ? "127.0.0.1" : new URL(url).hostname;
    return port ? `socks5h://${host}:${port}` : undefined;
  } catch {
    // Then there is no such way; the core itself was asked before.
    return undefined;
  }
}

interface PairQuestion {
  readonly token: string;
  readonly apiRoot: string;
  readonly way: string;
  readonly bot: string;
}

/** Somebody who only guesses gets a new code to guess at. */
async function pair({ prompter, texts }: Step, { bot, ...line }: PairQuestion): Promise<number | undefined> {
  const { pairByCode } = await import("@pointsman/telegram-bot");
  for (;;) {
    const code = String(randomInt(100_000, 1_000_000));
    prompter.say(texts.telegramCode(bot, code));
    const pairing = await pairByCode({ ...line, code, welcome: texts.telegramWelcome, signal: prompter.signal });
    prompter.signal.throwIfAborted();
    if (pairing.ok) {
      prompter.say(texts.telegramPaired(pairing.name, pairing.id));
      return pairing.id;
    }
    prompter.say(texts.telegramProblems[pairing.problem]);
    if (pairing.problem !== "guessed") return undefined;
  }
}
