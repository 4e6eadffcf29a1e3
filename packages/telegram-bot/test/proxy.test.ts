import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import tls from "node:tls";
import type { BotApi } from "@pointsman/simulator";
import { makeSelfSigned } from "@pointsman/simulator/testing";
import { Api, InputFile } from "grammy";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Egress } from "../src/egress/egress.ts";
import { type LogLines, logLines, telegram } from "./support/bot-api.ts";
import { Client, type HouseOptions, house } from "./support/house.ts";
import { connectProxy, socksProxy, type TestProxy, user } from "./support/proxies.ts";

/** A name that only the proxies can resolve. */
const host = "bot-api.invalid";
const byName = (api: BotApi): string => api.url.replace("127.0.0.1", host);

/** A house whose bot has these ways out to the Bot API server. */
async function houseBehind(
  ways: readonly string[],
  { apiRoot = byName, pace = {} }: { apiRoot?: (api: BotApi) => string; pace?: HouseOptions["pace"] } = {},
) {
  return await house({ pace: pace ?? {}, telegram: (api) => ({ proxy: [...ways], "api-root": apiRoot(api) }) });
}

/** What of the log is about the ways. */
const transitions = (log: LogLines): string[] =>
  log.lines.filter((line) => /^(?:info|warn)/.test(line) && /reached over|no answer/.test(line));

function expectNoSecret(log: LogLines): void {
  const text = log.lines.join("\n");
  const escaped = encodeURIComponent(user.password);
  const basic = Buffer.from(`${user.name}:${user.password}`).toString("base64");
  for (const secret of [user.password, escaped, basic, "canary"]) expect(text).not.toContain(secret);
}

const address = (proxy: TestProxy): string => proxy.url.replace(/\/\/.*@/, "//");

describe.each([
  ["an HTTP proxy", connectProxy],
  ["a SOCKS proxy", socksProxy],
])("through %s", (_, start) => {
  test("what people press arrives, and the answer comes", async () => {
    const proxy = await start();
    const { api, log } = await houseBehind([proxy.url]);
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    await ada.go("Nodes", "Which group?");
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:${new URL(api.url).port}`]));
    expect(transitions(log)).toEqual([`info Telegram: reached over ${address(proxy)}`]);
    expectNoSecret(log);
  });

  test("an outage is survived by new connections over the same way, where there is no other", async () => {
    const proxy = await start();
    const { api, log } = await houseBehind([proxy.url]);
    await proxy.kill();
    await log.line(/still unreachable/);
    await proxy.revive();
    await log.line(/online again/);
    await new Client(api).write("/menu", "Home");
    expectNoSecret(log);
  });

  test("a file of a megabyte goes", async () => {
    const [proxy, server] = [await start(), await telegram()];
    const egress = new Egress({ ways: [proxy.url], apiRoot: byName(server), log: logLines(), callMs: 10_000 });
    onTestFinished(() => egress.close());
    const api = new Api(server.token, { apiRoot: byName(server), baseFetchConfig: { agent: egress.agent } });
    api.config.use(egress.transformer);
    server.user({ id: 1001, name: "Ada" }).send("/start");
    const { document } = await api.sendDocument(1001, new InputFile(new Uint8Array(1_000_000), "heap.pprof"));
    expect(document).toMatchObject({ file_name: "heap.pprof", file_size: 1_000_000 });
    expect(proxy.asked).toHaveLength(1);
  });

  test("a wrong password leads to the next way, and is not told", async () => {
    const proxy = await start();
    const wrong = proxy.url.replace("ada:", "bob:");
    const { api, log } = await houseBehind([wrong, "direct"], { apiRoot: ({ url }) => url });
    await new Client(api).write("/menu", "Home");
    expect(transitions(log)).toEqual([
      `warn Telegram: no answer over ${address(proxy)}, going on over direct`,
      "info Telegram: reached over direct",
    ]);
    expectNoSecret(log);
  });
});

describe("of several ways", () => {
  test("the next one is taken when a proxy dies, and kept when the first is back", async () => {
    const [first, second] = [await connectProxy(), await socksProxy()];
    const { api, bot, log } = await houseBehind([first.url, second.url]);
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    expect(second.asked).toEqual([]);
    await first.kill();
    await log.line(new RegExp(`reached over ${address(second)}`));
    await first.revive();
    const before = first.asked.length;
    await ada.write("/dash", "Dashboard");
    expect(first.asked).toHaveLength(before);
    expect(bot.health).toBe("online");
    expect(transitions(log)).toEqual([
      `info Telegram: reached over ${address(first)}`,
      `warn Telegram: no answer over ${address(first)}, going on over ${address(second)}`,
      `info Telegram: reached over ${address(second)}`,
    ]);
    expectNoSecret(log);
  });

  test("all may die: it is told once, and the bot is back as soon as one of them is", async () => {
    const [first, second] = [await connectProxy(), await socksProxy()];
    const { api, bot, log } = await houseBehind([first.url, second.url]);
    await Promise.all([first.kill(), second.kill()]);
    await expect
      .poll(() => log.lines.filter((line) => line.startsWith("debug Telegram: still no")).length)
      .toBeGreaterThan(3);
    expect(bot.health).toBe("unreachable");
    await second.revive();
    await log.line(new RegExp(`reached over ${address(second)}`));
    await new Client(api).write("/menu", "Home");
    expect(transitions(log)).toHaveLength(4);
    expect(transitions(log)[2]).toContain("no answer over any of");
    expectNoSecret(log);
  });

  test("one that swallows everything is left long before its poll has ended, when a call hangs", async () => {
    const [first, second] = [await connectProxy(), await socksProxy()];
    const { api, bot, core, log } = await houseBehind([first.url, second.url], {
      pace: { pollSeconds: 50, callMs: 500 },
    });
    await new Client(api).write("/errors", "⏺ live");
    first.freeze();
    core.world.log("error", "something to draw");
    await log.line(new RegExp(`reached over ${address(second)}`));
    await log.line(/online again/);
    expect(bot.health).toBe("online");
  }, 120_000);

  test("one that swallows everything does not hold up the end", async () => {
    const proxy = await connectProxy();
    const { bot } = await houseBehind([proxy.url], { pace: { pollSeconds: 50 } });
    proxy.freeze();
    const from = performance.now();
    await bot.stop();
    expect(performance.now() - from).toBeLessThan(5000);
    expect(bot.health).toBe("stopped");
  });
});

describe("to a server with TLS", () => {
  const trusted = tls.getCACertificates("default");
  const front = makeSelfSigned({ commonName: host, hosts: [host] });
  beforeAll(() => tls.setDefaultCACertificates([...trusted, front.certificate]));
  afterAll(() => tls.setDefaultCACertificates(trusted));

  test.each([
    ["an HTTP proxy", connectProxy],
    ["a SOCKS proxy", socksProxy],
  ])("%s passes the bytes on, and the name is checked", async (_, start) => {
    const proxy = await start();
    let target = 0;
    const server = tls.createServer({ cert: front.certificate, key: front.key }, (socket) => {
      const upstream = connect(target, "127.0.0.1");
      socket.on("error", () => upstream.destroy()).once("close", () => upstream.destroy());
      upstream.on("error", () => socket.destroy()).once("close", () => socket.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { api } = await houseBehind([proxy.url], {
      apiRoot: ({ url }) => {
        target = Number(new URL(url).port);
        return `https://${host}:${port}`;
      },
    });
    await new Client(api).write("/menu", "Home");
    expect(proxy.asked).toContain(`${host}:${port}`);
  });
});
