import { expect, test } from "vitest";
import { en } from "../../locales/en/index.ts";
import { buttonsFor } from "./keyboard.ts";
import { undoButton } from "./undo-button.ts";

const action = { do: "undo", group: "AAAAAAAA", was: "BBBBBBBB", now: "CCCCCCCC", to: "n" } as const;

test("undo names what comes back: a node, or the group's own choice", () => {
  expect(undoButton({ action, to: "JP 02" }, buttonsFor("HXt3"), en)).toEqual({
    text: "↩️ Undo: JP 02",
    callback_data: "1:HXt3:un:AAAAAAAA:BBBBBBBB:CCCCCCCC:n",
  });
  expect(undoButton({ action }, buttonsFor("HXt3"), en).text).toBe("↩️ Undo: automatic");
  expect(undoButton({ action, to: "JP 02", group: "Proxy" }, buttonsFor("HXt3"), en).text).toBe(
    "↩️ Undo: Proxy → JP 02",
  );
});
