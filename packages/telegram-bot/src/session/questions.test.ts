import { expect, test } from "vitest";
import { Questions } from "./questions.ts";

function open() {
  let now = 0;
  const questions = new Questions<string>(() => now);
  return { questions, pass: (ms: number) => (now += ms) };
}

test("a question is answered once, by the person who was asked", () => {
  const { questions } = open();
  const nonce = questions.ask(1, "restart");
  expect(nonce).toMatch(/^[A-Za-z0-9_-]{8}$/);
  expect(questions.take(nonce, 2)).toEqual({ kind: "not-yours" });
  expect(questions.take(nonce, 1)).toEqual({ kind: "good", deed: "restart" });
  expect(questions.take(nonce, 1)).toEqual({ kind: "expired" });
});

test("a question is good for a minute", () => {
  const { questions, pass } = open();
  const nonce = questions.ask(1, "restart");
  pass(60_001);
  expect(questions.take(nonce, 1)).toEqual({ kind: "expired" });
});

test("a word that nobody was given opens nothing", () => {
  expect(open().questions.take("AAAAAAAA", 1)).toEqual({ kind: "expired" });
});

test("the oldest of too many questions is forgotten", () => {
  const { questions } = open();
  const nonces = Array.from({ length: 101 }, () => questions.ask(1, "x"));
  expect(questions.take(nonces[0]!, 1).kind).toBe("expired");
  expect(questions.take(nonces[100]!, 1).kind).toBe("good");
});
