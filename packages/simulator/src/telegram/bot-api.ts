import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../clock.ts";
import { answerBotCall, answerDownload } from "./http/bot-calls.ts";
import { CallLog } from "./http/call-log.ts";
import { BotApiFaults } from "./http/faults.ts";
import type { Limits } from "./limits.ts";
import { createTestChat, type ChatOptions, type TestChat } from "./people/test-chat.ts";
import { createTestUser, type TestUser, type UserOptions } from "./people/test-user.ts";
import { answerPage, pagePath } from "./page/page-server.ts";
import { createBotState } from "./state/bot-state.ts";
import type { UpdateKind, UpdatePayloads } from "./types.ts";

export interface BotApiOptions {
  /** Default 0: any free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** The bot's token, `<id>:<secret>`. */
  token?: string;
  /** Limits that differ from the real server's; `flood: realFlood` turns flood control on. */
  limits?: Partial<Limits>;
  clock?: Clock;
}

/** A Telegram Bot API server of one's own, with one bot, and the people who talk to it. */
export interface BotApi {
  /** What a bot library calls the API root; no slash at the end. */
  readonly url: string;
  /** The chat as a person's client shows it; `?user=1001` chooses the person, `&embed=1` leaves out the frame. */
  readonly pageUrl: string;
  readonly token: string;
  readonly calls: CallLog;
  readonly faults: BotApiFaults;
  user(options: UserOptions): TestUser;
  chat(options: ChatOptions): TestChat;
  /** Hands the bot an update that no client of this server would cause, for example a channel post. */
  deliver<Kind extends UpdateKind>(kind: Kind, payload: UpdatePayloads[Kind]): void;
  /** Delivers the last updates once more, with their old ids. */
  replay(count: number): void;
  stop(): Promise<void>;
}

const defaultToken = "1000000001:SIMULATOR-token-with-thirty-five-ch";

/**
 * Starts a strict local Bot API server: its limits, its refusals and their texts are the real server's.
 * Rejects when the port is in use.
 */
export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const { port = 0, host = "127.0.0.1", token = defaultToken } = options;
  const state = createBotState({
    token,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  const botSockets = new Set<Socket>();
  const services = {
    state,
    calls: new CallLog(),
    faults: new BotApiFaults(() => botSockets.forEach((socket) => socket.destroy())),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://local");
    if (url.pathname.startsWith("/bot")) {
      if (!botSockets.has(request.socket)) {
        botSockets.add(request.socket);
        request.socket.once("close", () => botSockets.delete(request.socket));
      }
      void answerBotCall(services, request, response, url);
    } else if (url.pathname.startsWith("/file/bot")) answerDownload(services, response, url);
    else if (`${url.pathname}/`.startsWith(pagePath)) void answerPage(state, request, response, url);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  return {
    url,
    pageUrl: `${url}${pagePath}`,
    token,
    calls: services.calls,
    faults: services.faults,
    user: (userOptions) => createTestUser(state, userOptions),
    chat: (chatOptions) => createTestChat(state, chatOptions),
    deliver: (kind, payload) => state.updates.add(kind, payload),
    replay: (count) => state.updates.replay(count),
    async stop() {
      state.queries.stop();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
