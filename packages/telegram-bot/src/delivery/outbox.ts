import { type Api, InputFile } from "grammy";
import { cutUnits } from "../text/cells.ts";
import { type Html, plainText } from "../text/html.ts";
import { type Keyboard, keyboardFault } from "../screens/kit/keyboard.ts";
import type { Caption } from "../screens/chart.ts";
import type { Screen } from "../screens/kit/layout.ts";
import { apiSignal } from "../egress/api-signal.ts";
import { classifyFailure, type Failure, failureText } from "./failure.ts";
import type { Log } from "./log.ts";

/** Telegram's limits for a message's text, for a caption and for a toast, in UTF-16 units. */
const textLimit = 4096;
const captionLimit = 1024;
const toastLimit = 200;

export type Outcome = { readonly kind: "sent"; readonly messageId: number } | Failure;

interface Body {
  readonly text: string;
  readonly parse_mode?: "HTML";
}

/** Sends and edits one screen at a time and says what came of it. Waits for nobody: pacing is the console's. */
export class Outbox {
  readonly #api: Api;
  readonly #log: Log;
  readonly #signal: ReturnType<typeof apiSignal>;

  /** `signal` ends every call that is still under way. */
  constructor(api: Api, log: Log, signal: AbortSignal) {
    this.#api = api;
    this.#log = log;
    this.#signal = apiSignal(signal);
  }

  /** Sends a new message. Repeated once, and only where the request cannot have been read. */
  async send(chatId: number, screen: Screen, sound: "loud" | "silent" = "loud"): Promise<Outcome> {
    const quiet = sound === "silent" ? { disable_notification: true } : {};
    return await this.#deliver(screen, async (body, keyboard) => {
      const call = async () =>
        await this.#api.sendMessage(chatId, body.text, { ...options(body, keyboard), ...quiet }, this.#signal);
      const message = await call().catch(async (error: unknown) => {
        const failure = classifyFailure(error);
        if (failure.kind === "network" && !failure.sent) return await call();
        throw error;
      });
      return message.message_id;
    });
  }

  /** Edits a message. Repeated once after a network fault, as an edit may safely arrive twice. */
  async edit(chatId: number, messageId: number, screen: Screen): Promise<Outcome> {
    return await this.#deliver(screen, async (body, keyboard) => {
      const call = async () =>
        await this.#api.editMessageText(chatId, messageId, body.text, options(body, keyboard), this.#signal);
      await call().catch(async (error: unknown) => {
        if (classifyFailure(error).kind === "network") return await call();
        throw error;
      });
      return messageId;
    });
  }

  /** Sends a picture (PNG) with a caption. Repeated once, and only where the request cannot have been read. */
  async sendPhoto(chatId: number, photo: Uint8Array, caption: Caption): Promise<Outcome> {
    return await this.#deliver(
      caption,
      async (body, keyboard) => {
        const call = async () =>
          await this.#api.sendPhoto(chatId, pngFile(photo), captioned(body, keyboard), this.#signal);
        const message = await call().catch(async (error: unknown) => {
          const failure = classifyFailure(error);
          if (failure.kind === "network" && !failure.sent) return await call();
          throw error;
        });
        return message.message_id;
      },
      captionLimit,
    );
  }

  /** Puts another picture and caption in a photo message. Repeated once after a network fault. */
  async editPhoto(chatId: number, messageId: number, photo: Uint8Array, caption: Caption): Promise<Outcome> {
    return await this.#deliver(
      caption,
      async (body, keyboard) => {
        const { reply_markup, ...below } = captioned(body, keyboard);
        const media = { type: "photo", media: pngFile(photo), ...below } as const;
        const call = async () =>
          await this.#api.editMessageMedia(chatId, messageId, media, { reply_markup }, this.#signal);
        await call().catch(async (error: unknown) => {
          if (classifyFailure(error).kind === "network") return await call();
          throw error;
        });
        return messageId;
      },
      captionLimit,
    );
  }

  /** Says at the top of the chat that a picture is on its way. Best effort; never throws. */
  async drawing(chatId: number): Promise<void> {
    await this.#api.sendChatAction(chatId, "upload_photo", undefined, this.#signal).catch(() => undefined);
  }

  /** Pins a message without a sound. False where this chat does not let it be pinned; never throws. */
  async pin(chatId: number, messageId: number): Promise<boolean> {
    return await this.#api.pinChatMessage(chatId, messageId, { disable_notification: true }, this.#signal).then(
      () => true,
      (error: unknown) => this.#unpinned(error),
    );
  }

  /** The same the other way round. */
  async unpin(chatId: number, messageId: number): Promise<boolean> {
    return await this.#api.unpinChatMessage(chatId, messageId, undefined, this.#signal).then(
      () => true,
      (error: unknown) => this.#unpinned(error),
    );
  }

  #unpinned(error: unknown): false {
    this.#log.info(`A message could not be pinned or unpinned: ${failureText(error)}`);
    return false;
  }

  /** Answers a press. Never waits, never repeats, never throws: after some seconds nobody looks for the answer. */
  async answer(queryId: string, toast?: string): Promise<void> {
    const text = toast === undefined ? {} : { text: cutUnits(toast, toastLimit) };
    await this.#api.answerCallbackQuery(queryId, text, this.#signal).catch((error: unknown) => {
      const { kind } = classifyFailure(error);
      if (kind !== "too-late" && kind !== "network")
        this.#log.warn(`A press could not be answered: ${failureText(error)}`);
    });
  }

  async #deliver(
    screen: Screen,
    call: (body: Body, keyboard: Keyboard) => Promise<number>,
    limit = textLimit,
  ): Promise<Outcome> {
    const fault = keyboardFault(screen.keyboard);
    if (fault !== undefined) this.#log.error(`A screen has a keyboard that Telegram would refuse: ${fault}`);
    let keyboard = fault === undefined ? screen.keyboard : [];
    let body: Body = markupBody(screen.text, limit);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return { kind: "sent", messageId: await call(body, keyboard) };
      } catch (error) {
        const failure = classifyFailure(error);
        if (attempt < 2 && failure.kind === "markup" && body.parse_mode !== undefined) {
          this.#log.error(`A screen's markup was refused and is sent as plain text: ${failureText(error)}`);
          body = { text: cutUnits(plainText(screen.text), limit) || "…" };
        } else if (attempt < 2 && failure.kind === "keyboard" && keyboard.length > 0) {
          this.#log.error(`A screen's keyboard was refused and is left out: ${failureText(error)}`);
          keyboard = [];
        } else {
          if (failure.kind === "other") this.#log.error(`A message could not be delivered: ${failureText(error)}`);
          return failure;
        }
      }
    }
  }
}

/** Text that is too long even before parsing goes as plain text, which can be cut anywhere. */
function markupBody(text: Html, limit: number): Body {
  const { markup } = text;
  if (markup.length <= limit) return { text: markup === "" ? "…" : markup, parse_mode: "HTML" };
  return { text: cutUnits(plainText(text), limit) };
}

function pngFile(photo: Uint8Array): InputFile {
  return new InputFile(photo, "chart.png");
}

function captioned({ text, parse_mode }: Body, keyboard: Keyboard) {
  return {
    caption: text,
    ...(parse_mode === undefined ? {} : { parse_mode }),
    reply_markup: { inline_keyboard: keyboard.map((row) => row.map((button) => ({ ...button }))) },
  };
}

function options(body: Body, keyboard: Keyboard) {
  return {
    ...(body.parse_mode === undefined ? {} : { parse_mode: body.parse_mode }),
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: keyboard.map((row) => row.map((button) => ({ ...button }))) },
  };
}
