import { expect, it } from "vitest";
import { retained } from "../mqtt/message.ts";
import { Gone } from "./gone.ts";

it("empties the topics of what is gone, once, and not of what came back", () => {
  const gone = new Gone((slugs) => slugs.map((slug) => retained(slug, "")));
  const since = (...slugs: string[]): string[] => gone.since(slugs.map((slug) => ({ slug }))).map(({ topic }) => topic);
  expect(since("a", "b")).toEqual([]);
  expect(since("b")).toEqual(["a"]);
  expect(since("b")).toEqual([]);
  expect(since("a", "b")).toEqual([]);
});
