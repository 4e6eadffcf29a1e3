import { describe, expect, test } from "vitest";
import { expectNothingRefused, refusals } from "./support/bot-api.ts";
import { testEngines } from "./support/engines.ts";
import { Client, house } from "./support/house.ts";

const pngStart = "89504e470d0a1a0a";

describe("charts", () => {
  test("come as a picture below the dashboard, and change their time and subject in place", async () => {
    const { api } = await house({ engines: testEngines() });
    const ada = new Client(api);
    await ada.write("/dash", "Dashboard");
    const screen = ada.console.messageId;
    await ada.press("📈 Charts");
    await ada.sees("home › Traffic · the last hour");
    const { messageId, photo } = ada.photo;
    expect(messageId).toBeGreaterThan(screen);
    expect(photo).toMatchObject({ width: 1280, height: 720 });
    expect(photo?.bytes.toString("hex", 0, 8)).toBe(pngStart);
    await ada.go("7 d", "home › Traffic · the last 7 days");
    await ada.go("Latency", "home › Latency · the last 7 days");
    // Names that no font here has stand in the caption.
    expect(ada.photo.text).toContain("2 节点 <b>");
    expect(ada.photo.photo?.fileId).not.toBe(photo?.fileId);
    expect(ada.photo.messageId).toBe(messageId);
    expect(api.calls.of("sendPhoto")).toHaveLength(1);
    expectNothingRefused(api);
  });

  test("of one group and of the devices are where those are", async () => {
    const { api } = await house({ engines: testEngines() });
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    await ada.press("📈 Charts");
    await ada.sees(/home › Latency · the last 24 hours\n1 🎬 Streaming/);
    await ada.go("30 d", /the last 30 days\n1 🎬 Streaming/);
    await ada.write("/devices", "Devices");
    await ada.press("📈 Charts");
    await ada.sees(/home › Who used what · the last 24 hours\n1 TV · 1.9 GB\nIn all/);
    expectNothingRefused(api);
  });

  test("lead home below them, and leave the picture as it is", async () => {
    const { api } = await house({ engines: testEngines() });
    const ada = new Client(api);
    await ada.write("/dash", "Dashboard");
    await ada.press("📈 Charts");
    await ada.sees("Traffic");
    await ada.go("🏠 Home", "Mode: rule");
    expect(ada.photo.text).toContain("Traffic");
    await ada.go("Nodes", "Which group?");
    expectNothingRefused(api);
  });

  test("speak Chinese, to a viewer as well", async () => {
    const { api } = await house({ engines: testEngines(), users: { "1001": "viewer" } });
    const ada = new Client(api, 1001, "zh-hans");
    await ada.write("/dash", "仪表盘");
    await ada.press("📈 图表");
    await ada.sees("流量 · 最近 1 小时");
    expectNothingRefused(api);
  });

  test("have no button where nothing is recorded, and an old button says that it cannot be", async () => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/dash", "Dashboard");
    expect(ada.labels.join()).not.toContain("Charts");
    const { chatId, messageId, buttons } = ada.console;
    const [version, controller] = (buttons.flat()[0]?.callback_data ?? "").split(":");
    const answer = await ada.user.press(chatId, messageId, { data: `${version}:${controller}:ch:traffic:1h:m` });
    expect(answer.text).toMatch(/^❗ /);
    expect(api.calls.of("sendPhoto")).toEqual([]);
  });

  test("a button of a screen, pressed on a picture, opens a screen of its own", async () => {
    const { api } = await house({ engines: testEngines() });
    const ada = new Client(api);
    await ada.write("/dash", "Dashboard");
    await ada.press("📈 Charts");
    await ada.sees("Traffic");
    const { chatId, messageId, buttons } = ada.photo;
    const home = buttons.flat().find(({ text }) => text.includes("Home"))?.callback_data ?? "";
    // A button of a screen, on a picture: a client can send anything.
    await ada.user.press(chatId, messageId, { data: home.replace(/:hf$/, ":hm") });
    await ada.sees("Mode: rule", (message) => message.messageId > messageId);
    expect(refusals(api.calls.all)).toEqual([
      "editMessageText: 400 Bad Request: there is no text in the message to edit",
    ]);
  });
});
