import { expect, test } from "vitest";
import { telegramPath } from "./telegram-path.ts";

const options = {
  egress: { renew: () => undefined, way: "socks5h://127.0.0.1:7890" },
  apiRoot: "https://api.telegram.org",
  withinMs: 15_000,
  health: () => "online" as const,
};
const { signal } = new AbortController();

test("Telegram is reached where it says who we are, and never throws where it does not", async () => {
  const me = { id: 1, is_bot: true } as never;
  const there = telegramPath({ ...options, api: { getMe: async () => await Promise.resolve(me) } });
  const away = telegramPath({ ...options, api: { getMe: async () => await Promise.reject(new Error("no way")) } });
  expect(await there.reaches(signal)).toBe(true);
  expect(await away.reaches(signal)).toBe(false);
});

test("it is known by the server's name and by the way that is taken now", () => {
  const path = telegramPath({ ...options, api: { getMe: async () => await Promise.reject(new Error("not asked")) } });
  expect([path.host, path.way(), path.health()]).toEqual(["api.telegram.org", "socks5h://127.0.0.1:7890", "online"]);
});
