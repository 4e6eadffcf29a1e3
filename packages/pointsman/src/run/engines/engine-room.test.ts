import type { Controller, UsageEngine } from "@pointsman/core";
import { expect, test } from "vitest";
import type { AppConfig } from "../../config/app.ts";
import { healthOf } from "../health/health.ts";
import { createLogger } from "../logger.ts";
import type { EngineDefinition } from "./engine.ts";
import { EngineRoom } from "./engine-room.ts";

const usage = { usage: () => ({}) } as unknown as UsageEngine;
const home = { id: "home" } as Controller;

function context(lines: string[]): Parameters<typeof EngineRoom.open>[1] {
  const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line.slice(25)) });
  return { config: {} as AppConfig, stateDir: "/nowhere", log };
}

test("a later engine finds what an earlier one offers, and controllers get what all offer", async () => {
  let found: unknown;
  const definitions: EngineDefinition[] = [
    { name: "first", open: () => ({ offers: { usage }, follow: () => () => {}, close: () => {} }) },
    {
      name: "second",
      open: ({ engines }) => {
        found = engines.usage;
        return undefined;
      },
    },
  ];
  const room = await EngineRoom.open(definitions, context([]));
  expect(found).toBe(usage);
  expect(room.offers).toEqual({ usage });
  expect(room.parts.map(({ name }) => name)).toEqual(["first"]);
});

test("the health of an engine is what it says of itself", async () => {
  let trouble: string | undefined;
  const running = { offers: {}, follow: () => () => {}, close: () => {} };
  const definitions: EngineDefinition[] = [
    { name: "ledger", open: () => ({ ...running, trouble: () => trouble }) },
    { name: "scenes", open: () => running },
  ];
  const { probes } = await EngineRoom.open(definitions, context([]));
  expect(healthOf(probes)).toEqual({ status: "ok", failing: [] });
  trouble = "cannot save";
  expect(healthOf(probes)).toEqual({ status: "failing", failing: [{ part: "ledger", state: "cannot save" }] });
});

test("an engine that fails to open or to follow is told in a line, and the others run", async () => {
  const lines: string[] = [];
  const followed: string[] = [];
  const definitions: EngineDefinition[] = [
    {
      name: "broken",
      open: () => {
        throw new Error("disk\nfull");
      },
    },
    {
      name: "shy",
      open: () => ({
        offers: {},
        follow: () => {
          throw new Error("not this one");
        },
        close: () => {},
      }),
    },
    {
      name: "sound",
      open: () => ({
        offers: {},
        follow: ({ id }) => {
          followed.push(id);
          return () => followed.push("left");
        },
        close: () => {},
      }),
    },
  ];
  const room = await EngineRoom.open(definitions, context(lines));
  room.follow(home);
  room.leave();
  room.leave();
  expect(followed).toEqual(["home", "left"]);
  expect(lines).toEqual(["error broken: left out: disk full", "error shy: does not follow home: not this one"]);
});
