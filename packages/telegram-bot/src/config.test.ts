import { describe, expect, test } from "vitest";
import { telegramConfig } from "./config.ts";

const token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

describe("the telegram config", () => {
  test("needs a token and people; the rest has defaults", () => {
    expect(telegramConfig.parse({ token: ` ${token}\n`, users: { "1001": "admin" } })).toEqual({
      token,
      "api-root": "https://api.telegram.org",
      proxy: ["direct"],
      users: { "1001": "admin" },
      language: "auto",
    });
  });

  test("takes an address without its last slash", () => {
    const config = telegramConfig.parse({ token, "api-root": "http://127.0.0.1:8081/", users: { "1": "viewer" } });
    expect(config["api-root"]).toBe("http://127.0.0.1:8081");
  });

  test("takes one way out or several, and its own result again", () => {
    const proxies = (proxy: unknown) => telegramConfig.parse({ token, users: { "1": "viewer" }, proxy }).proxy;
    expect(proxies("socks5h://127.0.0.1:7890")).toEqual(["socks5h://127.0.0.1:7890"]);
    const several = ["direct", "http://me:hunter2@10.0.0.1:3128"];
    expect(proxies(several)).toEqual(several);
    expect(proxies(proxies(several))).toEqual(several);
  });

  test.each([
    ["ftp://me:hunter2@x", ["proxy"], "must be direct, http://host:port, https://…, socks5://… or socks5h://…"],
    [["direct", "10.0.0.1:3128:hunter2"], ["proxy", 1], "must be direct, http://host:port"],
    [["http://me:hunter2/@10.0.0.1:3128"], ["proxy", 0], "must "],
    [[], ["proxy"], "must name at least one way"],
    [7890, ["proxy"], "must be direct, the address of a proxy, or a list of these"],
  ])("refuses the proxy %j and says which one, without its password", (proxy, path, reason) => {
    const { error } = telegramConfig.safeParse({ token, users: { "1": "viewer" }, proxy });
    expect(error?.issues).toHaveLength(1);
    expect(error?.issues[0]).toMatchObject({ path, message: expect.stringContaining(reason) });
    expect(error?.message).not.toContain("hunter2");
  });

  test.each([
    ["no token", { users: { "1": "admin" } }, "is missing"],
    ["a token that is none", { token: "hello", users: { "1": "admin" } }, "must look like 123456789:ABC…"],
    ["nobody", { token, users: {} }, "must name at least one person"],
    ["a user name", { token, users: { ada: "admin" } }, "Invalid key"],
    ["an unknown role", { token, users: { "1": "owner" } }, "must be viewer, operator or admin"],
    [
      "an empty list of controllers",
      { token, users: { "1": { role: "viewer", controllers: [] } } },
      "expected array to have >=1 items",
    ],
    [
      "a strange address",
      { token, "api-root": "ftp://x", users: { "1": "admin" } },
      "must be an http or https address",
    ],
    ["an unknown key", { token, users: { "1": "admin" }, proxi: [] }, "Unrecognized key"],
    ["a language that we do not speak", { token, users: { "1": "admin" }, language: "fr" }, "Invalid option"],
  ])("refuses %s and says why, without the value", (_, input, reason) => {
    const { error } = telegramConfig.safeParse(input);
    expect(error?.issues[0]?.message).toContain(reason);
    expect(error?.message).not.toContain("AAHdq");
  });
});
