import { type BotApi, type MessageView, startBotApi, type TestUser } from "@pointsman/simulator";
import { type Helper, startHelper } from "../processes.ts";

/** A Bot API server here, a core and the bot in processes of their own, and one person. */
export interface House extends AsyncDisposable {
  readonly api: BotApi;
  readonly ada: TestUser;
  readonly coreUrl: string;
  /** What the bot's process takes, in MB; every half second one more. */
  readonly memory: readonly number[];
  /** What of the heap of the bot's process is held by something, in MB: everything else is collected first. */
  readonly held: () => Promise<number>;
  /** The longest time that the bot's process was busy without a pause, in ms; one for each figure of `memory`. */
  readonly blocks: readonly number[];
  /** The bot's newest message, once it has this text. */
  readonly sees: (text: string | RegExp) => Promise<MessageView>;
}

/** Opens the house, and the bot's menu in it. */
export async function openHouse(core: readonly string[]): Promise<House> {
  const api = await startBotApi();
  const coreProcess = startHelper("telegram/core-process.ts", core);
  const { url: coreUrl } = (await coreProcess.next()) as { url: string };
  const bot = startHelper("telegram/bot-process.ts", [api.url, api.token, coreUrl]);
  const memory: number[] = [];
  const blocks: number[] = [];
  const held = await follow(bot, memory, blocks);
  const ada = api.user({ id: 1001, name: "Ada", languageCode: "en" });
  const sees = async (text: string | RegExp): Promise<MessageView> =>
    await ada.expectMessage(
      (message) =>
        message.from === "bot" && (typeof text === "string" ? message.text.includes(text) : text.test(message.text)),
      { timeoutMs: 30_000 },
    );
  ada.send("/menu");
  await sees("Mode:");
  return {
    api,
    ada,
    coreUrl,
    memory,
    held,
    blocks,
    sees,
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await coreProcess[Symbol.asyncDispose]();
      await api.stop();
    },
  };
}

/** Resolves with the first figures; the others come by themselves, but for those that the function returned asks for. */
async function follow(bot: Helper, memory: number[], blocks: number[]): Promise<House["held"]> {
  const waiting: ((heldMb: number) => void)[] = [];
  const read = async (): Promise<void> => {
    const figures = (await bot.next()) as
      | { readonly mb: number; readonly blockMs: number }
      | { readonly heldMb: number };
    if ("mb" in figures) {
      memory.push(figures.mb);
      blocks.push(figures.blockMs);
    } else waiting.shift()?.(figures.heldMb);
  };
  await read();
  const readOn = async (): Promise<void> => {
    for (;;) await read();
  };
  // Ends with the process.
  void readOn().catch(() => undefined);
  return async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    waiting.push(resolve);
    bot.poke();
    return await promise;
  };
}

/** The data of the button with this in its label, on the bot's newest message. */
export function buttonOf(ada: TestUser, label: string): { readonly messageId: number; readonly data: string } {
  const message = ada.messages().findLast(({ from }) => from === "bot");
  const button = message?.buttons.flat().find(({ text }) => text.includes(label));
  if (message === undefined || button?.callback_data === undefined) throw new Error(`there is no button ${label}`);
  return { messageId: message.messageId, data: button.callback_data };
}
