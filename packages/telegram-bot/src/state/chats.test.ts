import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { deadNode } from "../../test/support/fake-alerts.ts";
import { Chats } from "./chats.ts";
import { defaultSettings } from "./settings.ts";

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "telegram-chats-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const open = (file?: string, language: "auto" | "en" | "zh" = "auto"): Chats =>
  new Chats({ file, language, log: logLines() });

describe("a chat", () => {
  test("keeps what was set over a restart, and others keep the defaults", () => {
    const file = path.join(folder(), "chats.json");
    const first = open(file);
    first.of(1).set({ sort: "delay", timeZone: "Asia/Shanghai", safeSwitch: false });
    first.of(1).set({ pageSize: 12 });
    first.flush();
    const second = open(file);
    expect(second.of(1).settings).toEqual({
      ...defaultSettings,
      sort: "delay",
      timeZone: "Asia/Shanghai",
      safeSwitch: false,
      pageSize: 12,
    });
    expect(second.of(2).settings).toEqual(defaultSettings);
    second.of(1).set({ timeZone: undefined });
    expect(second.of(1).settings.timeZone).toBeUndefined();
    second.forget(1);
    expect(second.of(1).settings).toEqual(defaultSettings);
  });

  test("knows over a restart what it was told and what it missed", () => {
    const file = path.join(folder(), "chats.json");
    const first = open(file);
    const alert = deadNode("HK");
    const mail = { posted: { [alert.key]: { messageId: 7, note: "seen", alert } }, missed: ["home/core-lost"] };
    first.of(1).keepMail(mail);
    first.of(1).set({ sort: "name" });
    first.flush();
    expect(open(file).of(1).mail).toEqual(mail);
  });

  test("speaks its own language, else the person's, also when nobody has spoken since the start", () => {
    const file = path.join(folder(), "chats.json");
    const chats = open(file);
    expect(chats.localeUnasked(1).tag).toBe("en");
    expect(chats.localeOf(1, "zh-hans").tag).toBe("zh");
    chats.flush();
    const later = open(file);
    expect(later.localeUnasked(1).tag).toBe("zh");
    later.of(1).set({ language: "en" });
    expect([later.localeOf(1, "zh").tag, later.localeUnasked(1).tag, later.commandLanguage(1)]).toEqual([
      "en",
      "en",
      "en",
    ]);
  });

  test("follows the config's language unless it has its own", () => {
    const chats = open(undefined, "zh");
    expect([chats.localeOf(1, "en").tag, chats.commandLanguage(1)]).toEqual(["zh", "zh"]);
    chats.of(1).set({ language: "en" });
    expect(chats.localeOf(1, "zh").tag).toBe("en");
  });
});
