import { onTestFinished } from "vitest";
import { startBotApi, type BotApi, type BotApiOptions, type TestUser } from "../../src/index.ts";

/** What came back: the HTTP status and the body. */
export interface Answer {
  status: number;
  retryAfter: string | null;
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/** A bot that speaks raw HTTP. */
export interface BotClient {
  api: BotApi;
  /** A person whose private chat is open; id 1001. */
  anna: TestUser;
  /** Calls a method with a JSON body. */
  call: (method: string, payload?: object, signal?: AbortSignal) => Promise<Answer>;
  /** Calls a method with any body. */
  request: (method: string, init: RequestInit, token?: string) => Promise<Answer>;
  /** Calls a method that must succeed and returns its result. */
  must: <T = Record<string, unknown>>(method: string, payload?: object) => Promise<T>;
}

/** Starts a server with a person and a bot; the test that asked for it stops it. */
export async function startClient(options: BotApiOptions = {}): Promise<BotClient> {
  const api = await startBotApi(options);
  onTestFinished(() => api.stop());
  const request = async (method: string, init: RequestInit, token = api.token): Promise<Answer> => {
    const response = await fetch(`${api.url}/bot${token}/${method}`, init);
    const body = (await response.json()) as Omit<Answer, "status" | "retryAfter">;
    return { status: response.status, retryAfter: response.headers.get("retry-after"), ...body };
  };
  const call = (method: string, payload: object = {}, signal?: AbortSignal): Promise<Answer> =>
    request(method, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(payload),
      ...(signal === undefined ? {} : { signal }),
    });
  return {
    api,
    anna: api.user({ id: 1001, name: "Anna", languageCode: "en", started: true }),
    call,
    request,
    async must<T>(method: string, payload?: object): Promise<T> {
      const answer = await call(method, payload);
      if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
      return answer.result as T;
    },
  };
}

/** A picture of one pixel. */
export const onePixel: Buffer<ArrayBuffer> = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
