import { describe, expect, it } from "vitest";
import { defaultLimits } from "../limits.ts";
import { readFormattedText } from "./formatted-text.ts";
import type { FormattedText } from "./html-entities.ts";

function html(text: string): FormattedText {
  return readFormattedText(
    { fields: { text, parse_mode: "HTML" }, files: new Map() },
    "text",
    "entities",
    defaultLimits,
  );
}

describe("the text as the server keeps it", () => {
  it("loses the spaces at its ends, but not those that an entity begins with", () => {
    expect(html("\n  a <b>b </b> \n")).toEqual({ text: "a b", entities: [{ type: "bold", offset: 2, length: 1 }] });
    expect(html("\n  <code>  a</code>")).toEqual({ text: "  a", entities: [{ type: "code", offset: 0, length: 3 }] });
  });

  it("is empty when it holds only what cannot be seen", () => {
    expect(html("<b>\u200B</b> \u2060")).toEqual({ text: "", entities: [] });
  });

  it("loses carriage returns and direction marks, and control characters become spaces", () => {
    expect(html("a\r\n\u202E<b>b</b>\tc")).toEqual({
      text: "a\nb c",
      entities: [{ type: "bold", offset: 2, length: 1 }],
    });
  });

  it("keeps at most a hundred entities and all of the text", () => {
    const { text, entities } = html("<b>x</b> ".repeat(150));
    expect(text).toHaveLength(299);
    expect(entities).toHaveLength(100);
  });

  it("lets nothing stand inside code, and cuts what stands around it", () => {
    expect(html("<b>a<code>b<i>c</i></code>d</b>").entities).toEqual([
      { type: "bold", offset: 0, length: 1 },
      { type: "code", offset: 1, length: 2 },
      { type: "bold", offset: 3, length: 1 },
    ]);
  });

  it("lets no quote stand inside a quote", () => {
    expect(html("<blockquote>a<blockquote>b</blockquote></blockquote>").entities).toEqual([
      { type: "blockquote", offset: 0, length: 2 },
    ]);
  });

  it("marks links and commands by itself, but not inside code", () => {
    expect(html("see /menu or <code>/stop</code> at https://example.com/x.").entities).toEqual([
      { type: "bot_command", offset: 4, length: 5 },
      { type: "code", offset: 13, length: 5 },
      { type: "url", offset: 22, length: 21 },
    ]);
  });

  it("refuses a style that it cannot read", () => {
    const read = (parseMode: string) => () =>
      readFormattedText(
        { fields: { text: "x", parse_mode: parseMode }, files: new Map() },
        "text",
        "entities",
        defaultLimits,
      );
    expect(read("Markdown")).toThrow("this server reads HTML only");
    expect(read("bbcode")).toThrow("unsupported parse_mode");
  });
});
