import type { Controller } from "@pointsman/core";
import { beforeEach, describe, expect, it } from "vitest";
import { callRow, readRowVerb } from "./rows.ts";

let calls: { row: string; parameters: unknown }[];
let refreshed: number;
let answer: unknown;

beforeEach(() => {
  calls = [];
  refreshed = 0;
  answer = {};
});

const controller = {
  call: async (row: string, parameters: unknown) => {
    calls.push({ row, parameters });
    if (answer instanceof Error) throw answer;
    return answer;
  },
  observer: {
    refresh: async () => {
      refreshed += 1;
    },
  },
} as unknown as Controller;

const call = (id: Parameters<typeof callRow>[1]) => callRow(controller, id, {}, { actor: { outlet: "mqtt", id: "t" } });

describe("a row over MQTT", () => {
  it("is called with what was sent; what answers nothing answers null", async () => {
    answer = { version: "v1" };
    expect(await call("version.get")).toEqual({ version: "v1" });
    expect(refreshed).toBe(0);
    answer = undefined;
    expect(await call("connections.closeAll")).toBeNull();
    expect(calls.map(({ row }) => row)).toEqual(["version.get", "connections.closeAll"]);
  });

  it("lets the picture be read again after a command, also after one that failed", async () => {
    answer = new Error("lost");
    await expect(call("connections.closeAll")).rejects.toThrow("lost");
    expect(refreshed).toBe(1);
  });

  it("shows no users and keys of the core's inbounds", async () => {
    answer = { mode: "rule", authentication: ["canary"], "ss-config": "canary", "vmess-config": "", "tuic-server": {} };
    expect(await call("configs.get")).toEqual({ mode: "rule" });
  });

  it.each([
    ["api/version.gte", 'did you mean "version.get"?'],
    ["api/", "there is no row"],
    ["api/__proto__", "there is no row"],
    ["api/connections.stream", "is a stream"],
    ["api/debug.profile", "answers bytes"],
  ])("%s is refused with the way there is", (verb, sentence) => {
    expect(() => readRowVerb(verb)).toThrow(sentence);
  });
});
