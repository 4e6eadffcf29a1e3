import { expect, test } from "vitest";
import { openUndoBook, type UndoRecord } from "./undo-book.ts";

function memory(text?: string) {
  const aside: string[] = [];
  return {
    aside,
    text,
    load() {
      return this.text;
    },
    save(next: string) {
      this.text = next;
    },
    setAside() {
      aside.push(this.text ?? "");
      return "undo.json.damaged";
    },
  };
}

const record = (group: string): UndoRecord => ({
  operation: "select-node",
  done: [{ operation: "select-node", input: { group, node: "B" }, output: { was: "A" } }],
});

test("what is kept is recalled by the next one, for each controller its own", () => {
  const state = memory();
  const book = openUndoBook({ state });
  book.keep("home", [record("A"), record("B")]);
  book.keep("__proto__", [record("C")]);
  book.keep("home", [record("A")]);
  const next = openUndoBook({ state });
  expect(next.recall("home")).toEqual([record("A")]);
  expect(next.recall("__proto__")).toEqual([record("C")]);
  expect(next.recall("away")).toEqual([]);
});

test.each(["", "{", "null", '{"version":2,"controllers":[]}', '{"version":1,"controllers":[["home",[{"done":[]}]]]}'])(
  "a text that is not understood (%j) is set aside, told once, and begun anew",
  (text) => {
    const state = memory(text);
    const troubles: string[] = [];
    const book = openUndoBook({ state, onTrouble: (message) => troubles.push(message) });
    expect(book.recall("home")).toEqual([]);
    book.keep("home", [record("A")]);
    expect(state.aside).toEqual([text]);
    expect(troubles).toEqual([
      "The memory of what can be put back is damaged or of another version and is kept as undo.json.damaged: it starts anew.",
    ]);
    expect(openUndoBook({ state }).recall("home")).toEqual([record("A")]);
  },
);

test("a disk that is full is told once, and once more when it is full again", () => {
  let isFull = true;
  const troubles: string[] = [];
  const book = openUndoBook({
    state: {
      load: () => undefined,
      save: () => {
        if (isFull) throw new Error("ENOSPC");
      },
    },
    onTrouble: (message) => troubles.push(message),
  });
  book.keep("home", [record("A")]);
  book.keep("home", [record("A")]);
  expect(troubles).toHaveLength(1);
  isFull = false;
  book.keep("home", [record("B")]);
  isFull = true;
  book.keep("home", [record("C")]);
  expect(troubles).toEqual(Array(2).fill(expect.stringContaining("cannot be saved (ENOSPC)")));
  expect(book.recall("home")).toEqual([record("C")]);
});
