import { expect, test } from "vitest";
import { controllerRef, looseRef } from "../callback/ref.ts";
import { inviteIn, invitePayload, linkPayload, linkTarget } from "./links.ts";

test("a link leads to a group or a node, whatever they are called", () => {
  for (const name of ["", "🇭🇰 香港 01", "a_b-c".repeat(50)]) {
    const group = { controller: controllerRef("home"), group: looseRef("group", name) };
    for (const there of [group, { ...group, node: looseRef("node", name) }]) {
      const payload = linkPayload(there) ?? "";
      expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      expect(linkTarget(payload)).toEqual(there);
    }
  }
});

test("a reference that is longer than usual has no link, and what was never made leads nowhere", () => {
  expect(linkPayload({ controller: "AAAA", group: "B".repeat(8), node: "C".repeat(11) })).toBeUndefined();
  for (const payload of ["", "n", "nAAAA", "nAAAABBBBBBB!", `x${"A".repeat(12)}`, "__proto__"])
    expect(linkTarget(payload)).toBeUndefined();
});

test("an invitation is read only as Telegram sends it", () => {
  const word = "A-_".padEnd(22, "z");
  expect(inviteIn(`/start ${invitePayload(word)}`)).toBe(word);
  expect(inviteIn(`/start@my_bot ${invitePayload(word)}`)).toBe(word);
  for (const text of [invitePayload(word), `/start ${word}`, "/start", `say /start ${invitePayload(word)}`])
    expect(inviteIn(text)).toBeUndefined();
});
