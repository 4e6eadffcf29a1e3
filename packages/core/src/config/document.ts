import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { ConfigMistake } from "./mistakes.ts";

/** A parsed YAML file that still knows where everything stands. */
export interface ConfigDocument {
  /** The whole as plain data; `{}` for an empty file. */
  readonly tree: unknown;
  readonly mistakes: readonly ConfigMistake[];
  /** Where the key at `path` stands, or the nearest thing around it that exists. */
  placeOf(path: readonly PropertyKey[]): Place | undefined;
}

/** 1-based, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function parseConfigDocument(text: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const mistakes = document.errors.map(({ pos, code, message }) => ({
    key: "",
    ...placeAt(pos[0]),
    problem: `is not valid YAML: ${yamlProblem(code, message)}`,
  }));
  return {
    tree: mistakes.length > 0 ? {} : (document.toJS() ?? {}),
    mistakes,
    placeOf(path) {
      const offset = offsetOf(document.contents, path);
      return offset === undefined ? undefined : placeAt(offset);
    },
  };
}

/** The parser's first line without the excerpt that follows, which may show a secret. */
function yamlProblem(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "a key stands twice";
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
}

function offsetOf(node: unknown, path: readonly PropertyKey[]): number | undefined {
  let found: number | undefined;
  let here: unknown = node;
  for (const key of path) {
    if (isMap(here)) {
      const pair = here.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      found = (pair.key as Node).range?.[0] ?? found;
      here = pair.value;
    } else if (isSeq(here) && typeof key === "number") {
      here = here.items[key];
      found = (here as Node | undefined)?.range?.[0] ?? found;
    } else break;
  }
  return found;
}
