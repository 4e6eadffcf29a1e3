import { expect, test } from "vitest";
import { show } from "../../../test/support/show.ts";
import { locales } from "../../locales/index.ts";
import { type DoorModel, doorMessage } from "./door.ts";

const { en, zh } = locales;
const model: DoorModel = {
  ref: "wfWp",
  messages: 12,
  people: 3,
  isMore: false,
  names: ["Eve <b>@evil", "Mallory", "Trent", "Oscar"],
  mayManage: true,
};

test("counts, and the names of the latest, which are nothing but text", () => {
  const text = show(doorMessage(model, en));
  expect(text).toContain("12 messages of 3 people who may not use the bot. They got no answer.");
  expect(text).toContain("Eve &lt;b&gt;");
  expect(text).not.toMatch(/Oscar|@evil/);
  expect(text).toMatch(/\[👥 People\]$/);
});

test("one message of one person, very many people, and a reader who lets nobody in", () => {
  expect(show(doorMessage({ ...model, messages: 1, people: 1 }, en))).toContain("1 message of one person");
  expect(show(doorMessage({ ...model, isMore: true, names: [] }, zh))).toContain("很多无权使用者");
  expect(show(doorMessage({ ...model, mayManage: false }, en))).toMatch(/\[🏠 Home\]$/);
});
