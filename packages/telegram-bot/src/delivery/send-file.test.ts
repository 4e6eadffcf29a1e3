import { Api } from "grammy";
import { expect, test } from "vitest";
import { telegram } from "../../test/support/bot-api.ts";
import { sendFile } from "./send-file.ts";

test("a file arrives under its name, and a failure is classified, not thrown", async () => {
  const telegramApi = await telegram();
  const ada = telegramApi.user({ id: 1001, name: "Ada" });
  ada.send("/start");
  const api = new Api(telegramApi.token, { apiRoot: telegramApi.url });
  const file = { name: "heap.pb.gz", bytes: new Uint8Array([31, 139, 8]), caption: "heap" };
  const signal = new AbortController().signal;
  expect(await sendFile(api, 1001, file, signal)).toBeUndefined();
  expect(telegramApi.calls.of("sendDocument")[0]).toMatchObject({ payload: { caption: "heap" } });
  expect(await sendFile(api, 4242, file, signal)).toMatchObject({ kind: "blocked" });
});
