import { describe, expect, it } from "vitest";
import { CommandStore, parseCommands } from "./commands.ts";

const list = (name: string) => [{ command: name, description: name }];
const chat = { id: 5, type: "private" as const };
const user = (language?: string) => ({
  id: 5,
  is_bot: false,
  first_name: "Anna",
  ...(language === undefined ? {} : { language_code: language }),
});

describe("command lists", () => {
  it("show the narrowest scope first, in the person's language where there is one", () => {
    const store = new CommandStore();
    expect(store.shownTo(user("en"), chat)).toEqual([]);
    store.set({ type: "default" }, "", list("any"));
    expect(store.shownTo(user("en"), chat)).toEqual(list("any"));
    store.set({ type: "all_private_chats" }, "", list("private"));
    store.set({ type: "chat", chat_id: 5 }, "zh", list("chinese"));
    expect(store.shownTo(user("en"), chat)).toEqual(list("private"));
    expect(store.shownTo(user("zh-hans"), chat)).toEqual(list("chinese"));
    store.delete({ type: "chat", chat_id: 5 }, "zh");
    expect(store.shownTo(user("zh"), chat)).toEqual(list("private"));
  });

  it("are gone when set empty", () => {
    const store = new CommandStore();
    store.set({ type: "default" }, "", list("any"));
    store.set({ type: "default" }, "", []);
    expect(store.get({ type: "default" }, "")).toEqual([]);
  });
});

describe("a list of commands", () => {
  it("is read with a leading slash or without", () => {
    expect(parseCommands([{ command: "/menu", description: " Home " }], 100)).toEqual([
      { command: "menu", description: "Home" },
    ]);
  });

  it.each([
    [[{ command: "Menu", description: "x" }], "BOT_COMMAND_INVALID"],
    [[{ command: "x".repeat(33), description: "x" }], "BOT_COMMAND_INVALID"],
    [[{ command: "", description: "x" }], "command name is empty"],
    [[{ command: "menu", description: " " }], "command description is empty"],
    [[{ command: "menu", description: "x".repeat(257) }], "BOT_COMMAND_DESCRIPTION_INVALID"],
    [[{ command: "menu" }], 'Can\'t find field "description"'],
    [Array.from({ length: 101 }, () => ({ command: "a", description: "b" })), "BOT_COMMANDS_TOO_MUCH"],
    ["menu", "can't parse commands JSON object"],
  ])("is refused: %j", (value, reason) => {
    expect(() => parseCommands(value, 100)).toThrow(reason);
  });
});
