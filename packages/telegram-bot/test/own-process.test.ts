import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { makeTemporaryFolder, type Program, startProgram } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import type { BotProcessOrder } from "./support/bot-process.ts";
import { expectNothingRefused, telegram } from "./support/bot-api.ts";
import { Client, house, quick } from "./support/house.ts";
import { connectProxy, socksProxy } from "./support/proxies.ts";

const file = path.join(import.meta.dirname, "support/bot-process.ts");
const patienceMs = 60_000;

/** The bot in a process of its own, which says when it polls. */
function start(order: Omit<BotProcessOrder, "pace">, env: NodeJS.ProcessEnv = {}): Program {
  const program = startProgram({
    command: process.execPath,
    args: [
      "--conditions=@pointsman/source",
      "--disable-warning=ExperimentalWarning",
      file,
      JSON.stringify({ ...order, pace: quick }),
    ],
    env: { ...process.env, ...env },
  });
  onTestFinished(async () => await program.stop());
  return program;
}

async function surroundings() {
  const core = await startSimulator({ life: false });
  onTestFinished(async () => await core.stop());
  return { core: { url: core.url, secret: core.secret }, api: await telegram() };
}

describe("a process that is killed while it writes what the bot remembers", () => {
  test.each([
    ["half of it is written", "half-written", "Rows per page: 8"],
    ["it has taken the old one's place", "renamed", "Rows per page: 12"],
  ] as const)("when %s leaves a whole state behind", async (_, standstill, known) => {
    const { core, api } = await surroundings();
    const folder = makeTemporaryFolder("killed-bot");
    onTestFinished(() => folder.remove());
    const ada = new Client(api);
    const remembered = { version: 1, chats: { 1001: { settings: { sort: "name" } } } };
    writeFileSync(path.join(folder.path, "chats.json"), JSON.stringify(remembered));
    const config = { token: api.token, "api-root": api.url, users: { "1001": "admin" } } as const;
    const program = start({ config, core, stateDir: folder.path, standstill });
    await program.line(/^ready$/, patienceMs);
    await ada.write("/settings", "Rows per page: 8");
    void ada.press("12 rows").catch(() => undefined);
    await program.line(/^standing still$/, patienceMs);
    await program.kill();
    expect(JSON.parse(readFileSync(path.join(folder.path, "chats.json"), "utf8"))).toMatchObject({ version: 1 });

    const again = await house({ stateDir: folder.path });
    const later = new Client(again.api);
    await later.write("/settings", known);
    expect(later.console.text).toContain("Nodes stand: by name");
    await later.go("6 rows", "Rows per page: 6");
    await again.bot.stop();
    expect(readFileSync(path.join(folder.path, "chats.json"), "utf8")).toContain('"pageSize":6');
    expect(readdirSync(folder.path).filter((name) => !/^\w+\.json$/.test(name))).toEqual([]);
    expect(again.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  });
});

describe("proxies of the environment", () => {
  test.each([
    ["go unused where the config names none", false],
    ["go unused where the config names another", true],
  ] as const)("%s", async (_, named) => {
    const { core, api } = await surroundings();
    const [trap, own] = [await connectProxy(), await socksProxy()];
    const variables = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
    const env = Object.fromEntries(variables.map((name) => [name, trap.url]));
    const config = {
      token: api.token,
      // The one of the config resolves every name.
      "api-root": named ? api.url.replace("127.0.0.1", "bot-api.invalid") : api.url,
      users: { "1001": "admin" },
      ...(named ? { proxy: own.url } : {}),
    } as const;
    const host = `probe.invalid:${new URL(api.url).port}`;
    const program = start(
      { config, core, probe: `http://${host}/` },
      { ...env, NODE_USE_ENV_PROXY: "1", NO_PROXY: "", no_proxy: "" },
    );
    await program.line(/^ready$/, patienceMs);
    const ada = new Client(api);
    await ada.write("/menu", "Mode: rule");
    await ada.go("Nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    await ada.go(/^🇭🇰 HK 02/, /Now: 🇭🇰 HK 02/);
    // What listens to them would have come this way, as the probe did.
    expect(trap.asked).toEqual([host]);
    expect(own.asked.length > 0).toBe(named);
    expectNothingRefused(api);
  });
});
