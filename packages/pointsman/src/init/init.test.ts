import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { readAppConfig } from "../config/app.ts";
import { en } from "../locales/en.ts";
import { appTexts } from "../locales/index.ts";
import { zh } from "../locales/zh.ts";
import { brokerAt } from "./ask-broker.ts";
import { completeUrl } from "./ask-core.ts";
import { choose } from "./choose.ts";
import { renderConfig } from "./config-text.ts";
import { openPrompter } from "./prompter.ts";
import { writeFiles } from "./write-files.ts";

function folder(): string {
  const made = makeTemporaryFolder("init");
  onTestFinished(() => made.remove());
  return made.path;
}

describe("answers", () => {
  test.each([
    ["192.168.1.1", "http://192.168.1.1:9090"],
    ["router:9097", "http://router:9097"],
    ["fd00::1", "http://[fd00::1]:9090"],
    ["[fd00::1]:9097", "http://[fd00::1]:9097"],
    ["https://core.lan/api/", "https://core.lan/api"],
    ["/run/core.sock", "unix:/run/core.sock"],
  ])("the core may be called %s", (answer, url) => {
    expect(completeUrl(answer)).toBe(url);
  });

  test.each([
    ["broker", { url: "mqtt://broker" }],
    ["10.0.0.1:1884", { url: "mqtt://10.0.0.1:1884" }],
    ["ws://broker:8080/mqtt", { url: "ws://broker:8080/mqtt" }],
    ["mqtts://ada:p%40w@broker:8883", { url: "mqtts://broker:8883", username: "ada", password: "p@w" }],
    ["http://broker", undefined],
    ["mqtt://", undefined],
  ])("the broker may be called %s", (answer, broker) => {
    expect(brokerAt(answer)).toEqual(broker);
  });

  test("a choice is a number, a whole name or a part that only one has", () => {
    const names = ["HK 01", "HK 02", "JP 01", "2"];
    expect(choose(names, "3")).toEqual({ picked: "JP 01" });
    expect(choose(names, "2")).toEqual({ picked: "2" });
    expect(choose(names, "hk 02")).toEqual({ picked: "HK 02" });
    expect(choose(names, "hk")).toEqual({ count: 2 });
    expect(choose(names, "9")).toEqual({ count: 0 });
  });
});

describe("renderConfig", () => {
  const answers = {
    core: { url: "http://10.0.0.1:9090", secret: '${A} "x"' },
    telegram: {
      token: "123456789:abcdefghijklmnopqrstuvwxyz",
      userId: 7,
      proxy: ["socks5h://10.0.0.1:7890", "direct"],
    },
    mqtt: { url: "mqtt://broker", username: 'a"$${b}', password: "pw" },
    apiRoot: "http://127.0.0.1:8081",
  };

  test.each([en, zh])("is read by the loader as it was meant", (texts) => {
    const place = folder();
    const { text, secrets } = renderConfig(answers, texts.init.config);
    const config = path.join(place, "pointsman.yaml");
    writeFiles([
      ...secrets.map(({ name, content }) => ({ file: path.join(place, name), content })),
      { file: config, content: text },
    ]);
    expect(text).not.toMatch(/"x"|abcdefgh|pw$/m);
    expect(readAppConfig({ flags: { config }, environment: {} }).config).toMatchObject({
      controllers: { home: { url: answers.core.url, secret: answers.core.secret } },
      telegram: { token: answers.telegram.token, users: { 7: "admin" }, proxy: answers.telegram.proxy },
      mqtt: answers.mqtt,
    });
  });
});

describe("writeFiles", () => {
  test("writes for the owner alone, and all or nothing", () => {
    const place = folder();
    const [secret, config] = [path.join(place, "secrets", "a"), path.join(place, "c.yaml")];
    writeFiles([
      { file: secret, content: "s" },
      { file: config, content: "1" },
    ]);
    expect([secret, config].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(statSync(path.join(place, "secrets")).mode & 0o777).toBe(0o700);
    writeFiles([{ file: config, content: "2" }]);
    expect([config, `${config}.old`].map((file) => readFileSync(file, "utf8"))).toEqual(["2", "1"]);
    writeFileSync(path.join(place, "blocked"), "");
    expect(() =>
      writeFiles([
        { file: config, content: "3" },
        { file: path.join(place, "blocked", "x"), content: "" },
      ]),
    ).toThrow("ENOTDIR");
    expect(readFileSync(config, "utf8")).toBe("2");
    expect(readdirSync(place).sort()).toEqual(["blocked", "c.yaml", "c.yaml.old", "secrets"]);
  });
});

describe("openPrompter", () => {
  function open({ isTTY }: { isTTY: boolean }) {
    const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => input });
    const output = new PassThrough();
    const end = new AbortController();
    const texts = { aborted: "ended", inputEnded: "no more" };
    const prompter = openPrompter({ input, output, signal: end.signal, texts });
    onTestFinished(() => prompter[Symbol.dispose]());
    return { prompter, input, end, said: () => String(output.read() ?? "") };
  }

  test("lines that came early wait for their questions", async () => {
    const { prompter, input } = open({ isTTY: false });
    input.end(" one \ntwo\n");
    expect(await prompter.ask("1?")).toBe("one");
    expect(await prompter.ask("2?")).toBe("two");
    await expect(prompter.ask("3?")).rejects.toMatchObject({ code: "aborted", message: "no more" });
  });

  test("a terminal does not show what is typed at a hidden question", async () => {
    const { prompter, input, said } = open({ isTTY: true });
    const hidden = prompter.ask("secret: ", { hidden: true });
    input.write("hunter2\r");
    expect(await hidden).toBe("hunter2");
    const open_ = prompter.ask("name: ");
    input.write("ada\r");
    expect(await open_).toBe("ada");
    const shown = said();
    expect(shown).toContain("secret: ");
    expect(shown).toContain("ada");
    expect(shown).not.toContain("hunter2");
  });

  test("ends with Ctrl-C at a terminal, and with a signal from outside", async () => {
    const terminal = open({ isTTY: true });
    const typed = terminal.prompter.ask("?");
    terminal.input.write("\u0003");
    await expect(typed).rejects.toMatchObject({ code: "aborted", message: "ended" });
    const piped = open({ isTTY: false });
    const waiting = piped.prompter.ask("?");
    piped.end.abort();
    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
    expect(piped.prompter.signal.aborted).toBe(true);
  });
});

test("the shell's language decides", () => {
  expect(appTexts({ LANG: "zh_TW.UTF-8" })).toBe(zh);
  expect(appTexts({ LC_ALL: "C", LANG: "zh_CN" })).toBe(en);
  expect(appTexts({})).toBe(en);
});
