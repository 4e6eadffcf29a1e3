import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BotApi, type Simulator, startBotApi, startSimulator } from "@pointsman/simulator";
import { freePort, peer, startEmbeddedBroker, startMosquitto } from "@pointsman/simulator/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type RunningCli, runCli, startCli } from "./cli-process.ts";

let simulator: Simulator;
let telegram: BotApi;
let folder: string;
let config: string;

beforeEach(async () => {
  [simulator, telegram] = await Promise.all([startSimulator({ scenario: "home", secret: "hunter2" }), startBotApi()]);
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-init-"));
  config = path.join(folder, "pointsman.yaml");
  onTestFinished(async () => {
    await Promise.all([simulator.stop(), telegram.stop()]);
    rmSync(folder, { recursive: true });
  });
});

function startInit(environment: Record<string, string> = {}): RunningCli {
  const args = ["init", "--config", config, "--controller", simulator.url, "--api-root", telegram.url];
  const init = startCli(args, { LC_ALL: "en_US.UTF-8", ...environment }, { input: true });
  onTestFinished(() => init.kill("SIGKILL"));
  return init;
}

/** Answers the first question, wherever the session stands. */
async function answerCore(init: RunningCli): Promise<void> {
  await init.lineWith("Address of the core's API");
  init.type("");
  await init.lineWith("Its secret");
  init.type("hunter2");
}

describe("init", () => {
  test("goes from nothing to the first switch, and what it wrote runs", async () => {
    const broker = await startEmbeddedBroker();
    onTestFinished(() => broker.stop());
    const init = startInit();
    expect(await init.lineWith("found:")).toBe(`found: ${simulator.url}, wants a secret`);
    await answerCore(init);
    await init.lineWith("connected:");
    await init.lineWith("Token of your bot");
    init.type(telegram.token);
    const [, code = ""] = /send (\d{6}) to @\w+/.exec(await init.lineWith("Now send")) ?? [];
    const ada = telegram.user({ id: 1001, name: "Ada" });
    ada.send("/start");
    ada.send(code);
    await init.lineWith("paired: Ada (1001)");
    await init.lineWith("Address of the broker");
    init.type(broker.url.replace("mqtt://", ""));
    await init.lineWith("connected: MQTT 3.1.1");
    await init.lineWith("wrote ");
    await init.lineWith("Group, by number or name");
    init.type("1");
    const choices: string[] = [];
    for (let line = await init.nextLine(); !line.includes("Node, by number"); line = await init.nextLine())
      choices.push(line);
    const other = choices.findIndex((line) => !line.includes("●"));
    init.type(String(other + 1));
    const [, group = "", now = ""] = /^(.+): .+ → (.+)$/.exec(await init.lineWith(" → ")) ?? [];
    await init.lineWith("pointsman run --config");
    expect(await init.ended).toMatchObject({ status: 0, stderr: "" });

    const core = await runCli(["call", "groups.get", JSON.stringify({ group }), "--config", config]);
    expect(JSON.parse(core.stdout)).toMatchObject({ name: group, now });
    expect(choices[other]).toContain(now);

    const { stdout } = await runCli(["check", "--config", config]);
    expect(JSON.parse(stdout)).toMatchObject({
      controllers: ["home"],
      telegram: { apiRoot: telegram.url, people: [{ id: 1001, role: "admin" }] },
      mqtt: { broker: broker.url },
    });
    const files = [
      config,
      ...readdirSync(path.join(folder, "secrets")).map((name) => path.join(folder, "secrets", name)),
    ];
    expect(files.map((file) => [path.relative(folder, file), statSync(file).mode & 0o777])).toEqual([
      ["pointsman.yaml", 0o600],
      [path.join("secrets", "core"), 0o600],
      [path.join("secrets", "telegram-token"), 0o600],
    ]);
    expect(readFileSync(config, "utf8")).not.toMatch(new RegExp(`hunter2|${telegram.token}`));

    const service = startCli(["run", "--config", config]);
    await service.lineWith("info ready");
    ada.send("/start");
    await ada.expectMessage(({ text }) => text !== undefined && !/Paired/.test(text) && text.includes("home"));
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
  });

  test("tells each wrong answer in a sentence and asks again", async () => {
    const init = startInit();
    await init.lineWith("Address of the core's API");
    init.type(`127.0.0.1:${await freePort()}`);
    await init.lineWith("No core answers at http://127.0.0.1:");
    init.type("");
    await init.lineWith("Its secret");
    init.type("hunter3");
    await init.lineWith("The core refuses this secret");
    init.type("hunter2");
    await init.lineWith("Token of your bot");
    init.type("no token");
    await init.lineWith("A token looks like");
    init.type("123456789:abcdefghijklmnopqrstuvwxyz");
    await init.lineWith("Telegram refuses this token");
    init.type("");
    await init.lineWith("Address of the broker");
    init.type("http://broker");
    await init.lineWith("An address begins with mqtt://");
    init.type(`127.0.0.1:${await freePort()}`);
    await init.lineWith("Nothing listens at this address");
    init.type("");
    await init.lineWith("Group, by number");
    init.type("no such group");
    await init.lineWith("There is none like that");
    init.type("");
    await init.lineWith("Neither Telegram nor MQTT is set");
    const { status, stdout, stderr } = await init.ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toContain("hunter");
    expect(readFileSync(config, "utf8")).not.toMatch(/^(telegram|mqtt):/m);
  });

  test("takes all its answers from a pipe at once, in Chinese where the shell speaks it", async () => {
    const init = startInit({ LC_ALL: "zh_CN.UTF-8" });
    init.type(["", "hunter2", "", "", ""].join("\n"));
    init.endInput();
    const { status, stdout } = await init.ended;
    expect(status).toBe(0);
    expect(stdout).toContain("1/3  核心");
    expect(stdout).toContain("接下来：");
    expect(readFileSync(config, "utf8")).toContain("# 各个核心");
  });

  test("ended by Ctrl-C or by the end of its input it leaves nothing", async () => {
    const interrupted = startInit();
    await answerCore(interrupted);
    await interrupted.lineWith("Token of your bot");
    interrupted.kill("SIGINT");
    expect(await interrupted.ended).toMatchObject({
      status: 1,
      stderr: "aborted: init was ended before its end: nothing was written.\n",
    });
    const starved = startInit();
    await answerCore(starved);
    starved.endInput();
    expect(await starved.ended).toMatchObject({ status: 1, stderr: expect.stringContaining("The answers ended") });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("waiting for the code ends with Ctrl-C, too", async () => {
    const init = startInit();
    await answerCore(init);
    await init.lineWith("Token of your bot");
    init.type(telegram.token);
    await init.lineWith("Now send");
    init.kill("SIGINT");
    expect(await init.ended).toMatchObject({ status: 1, stderr: expect.stringContaining("nothing was written") });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("replaces a config only when told to, and keeps the old one", async () => {
    writeFileSync(config, "precious");
    const careful = startInit();
    await careful.lineWith("is there already");
    careful.type("maybe");
    await careful.lineWith("Answer yes or no.");
    careful.type("");
    expect(await careful.ended).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing was changed") });
    expect(readFileSync(config, "utf8")).toBe("precious");

    const bold = startInit();
    bold.type(["yes", "", "hunter2", "", "", ""].join("\n"));
    bold.endInput();
    expect(await bold.ended).toMatchObject({ status: 0 });
    expect(readFileSync(config, "utf8")).toContain("controllers:");
    expect(readFileSync(`${config}.old`, "utf8")).toBe("precious");
  });

  test.runIf(peer("mosquitto"))(
    "asks for a user where the broker wants one, and keeps the password in a file",
    async () => {
      const broker = await startMosquitto({ users: { ada: "p w$${x}" } });
      onTestFinished(() => broker.stop());
      const init = startInit();
      await answerCore(init);
      await init.lineWith("Token of your bot");
      init.type("");
      await init.lineWith("Address of the broker");
      init.type(broker.url);
      await init.lineWith("User name");
      init.type("ada");
      await init.lineWith("Password");
      init.type("wrong");
      await init.lineWith("The broker refuses the user name or the password");
      init.type(broker.url);
      await init.lineWith("User name");
      init.type("ada");
      init.type("p w$${x}");
      await init.lineWith("connected: MQTT 5");
      init.type("");
      expect(await init.ended).toMatchObject({ status: 0 });
      expect(readFileSync(path.join(folder, "secrets", "mqtt-password"), "utf8")).toBe("p w$${x}\n");
      expect((await runCli(["check", "--config", config])).status).toBe(0);
    },
  );

  test.each([
    [["now"], "init takes no words"],
    [["--api-root", "ftp://x"], "--api-root must be an address"],
  ])("%j is wrong usage", async (args, sentence) => {
    const { status, stderr } = await runCli(["init", ...args, "--config", config]);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(existsSync(config)).toBe(false);
  });
});
