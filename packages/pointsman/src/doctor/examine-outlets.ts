import type { MqttConfig } from "@pointsman/mqtt-bridge";
import type { TelegramConfig } from "@pointsman/telegram-bot";
import type { AppTexts } from "../locales/index.ts";
import { type Finding, notes } from "./finding.ts";

export interface OutletExam {
  readonly texts: AppTexts;
  readonly signal: AbortSignal;
}

/** Connects to the broker once, under a client id of its own. */
export async function examineBroker(config: MqttConfig, { texts, signal }: OutletExam): Promise<readonly Finding[]> {
  const { tryBroker } = await import("@pointsman/mqtt-bridge");
  const found = notes("mqtt");
  const trial = await tryBroker(config, { signal });
  if (trial.ok) found.add("broker", "ok", texts.doctor.broker(trial.protocol));
  else found.add("broker", "bad", texts.doctor.brokerWrong(texts.init.brokerProblems[trial.reason]));
  return found.all;
}

/** Asks Telegram over each way who the bot is: a bot that polls meanwhile does not notice. */
export async function examineTelegram(
  config: TelegramConfig,
  { texts, signal }: OutletExam,
): Promise<readonly Finding[]> {
  const { askTelegram, proxyLabel } = await import("@pointsman/telegram-bot");
  const found = notes("telegram");
  const line = { token: config.token, apiRoot: config["api-root"], signal };
  const answers = await Promise.all(
    config.proxy.map(async (way) => ({ way, answer: await askTelegram({ ...line, way }) })),
  );
  // One way is enough to work by; the others are for the day when it is closed.
  const anyWorks = answers.some(({ answer }) => answer.ok);
  for (const { way, answer } of answers) {
    const label = proxyLabel(way);
    if (answer.ok) found.add("telegram", "ok", texts.doctor.telegram(answer.name, label, answer.tookMs));
    else
      found.add(
        "telegram",
        anyWorks ? "warn" : "bad",
        texts.doctor.telegramWrong(label, telegramSentence(texts, answer.problem)),
      );
  }
  return found.all;
}

function telegramSentence({ init, doctor }: AppTexts, problem: keyof AppTexts["init"]["telegramProblems"]): string {
  return problem === "unreachable" ? doctor.telegramSilent : init.telegramProblems[problem];
}
