import { type Controller, ControllerError } from "@pointsman/core";
import { expect, test } from "vitest";
import { pinged, Survey } from "./survey.ts";

interface Fake {
  readonly id: string;
  /** When the controller answers. */
  readonly version: () => Promise<unknown>;
  readonly refresh?: () => Promise<unknown>;
}

const open = ({ id, version, refresh = async () => await Promise.resolve({}) }: Fake): Controller =>
  ({ id, client: { version: { get: version } }, observer: { refresh } }) as unknown as Controller;
const well = async () => await Promise.resolve({ version: "v1" });
const { signal } = new AbortController();

test("one that is dead keeps the others from nothing", async () => {
  const hanging = Promise.withResolvers<unknown>();
  const { promise: both, resolve } = Promise.withResolvers<void>();
  const answered: string[] = [];
  const survey: Survey = new Survey({
    controllers: [
      open({ id: "dead", version: async () => await hanging.promise }),
      open({ id: "home", version: well }),
      open({ id: "cabin", version: async () => await Promise.reject(new ControllerError("unauthorized", "no")) }),
    ],
    signal,
    now: () => 5,
    onChange: () => {
      answered.push(["home", "cabin", "dead"].map((id) => survey.answerOf(id)?.state).join(" "));
      if (survey.answerOf("home")?.state === "here" && survey.answerOf("cabin")?.state === "away") resolve();
    },
  });
  await both;
  expect(survey.answerOf("home")).toEqual({ state: "here", rttMs: 0 });
  expect(survey.answerOf("cabin")).toEqual({ state: "away", code: "unauthorized" });
  expect(survey.answerOf("dead")).toEqual({ state: "asking" });
  expect(survey.answerOf("nobody")).toBeUndefined();
  hanging.reject(new ControllerError("unreachable", "gone"));
  await survey.done;
  expect(survey.answerOf("dead")).toEqual({ state: "away", code: "unreachable" });
  expect(answered.at(-1)).toBe("here away away");
});

test("who answers but does not tell the rest is there all the same", async () => {
  const refresh = async () => await Promise.reject(new Error("no stream"));
  const survey = new Survey({
    controllers: [open({ id: "home", version: well, refresh })],
    signal,
    onChange: () => {},
  });
  await survey.done;
  expect(survey.answerOf("home")?.state).toBe("here");
});

test("after the end nothing is told any more", async () => {
  const ending = new AbortController();
  let told = 0;
  const survey = new Survey({
    controllers: [open({ id: "home", version: well })],
    signal: ending.signal,
    onChange: () => (told += 1),
  });
  ending.abort();
  await survey.done;
  expect(told).toBe(0);
});

test("our own patience counts as no answer", async () => {
  const version = async () => await Promise.reject(new ControllerError("aborted", "enough"));
  expect(await pinged(open({ id: "home", version }), signal)).toEqual({ state: "away", code: "timeout" });
  const bug = async () => await Promise.reject(new TypeError("bug"));
  expect(await pinged(open({ id: "home", version: bug }), signal)).toEqual({
    state: "away",
    code: "unexpected-response",
  });
});
