import { describe, expect, it } from "vitest";
import { parseHtml } from "./html-entities.ts";

describe("Telegram's HTML", () => {
  it.each([
    ["<b>x</b>", "bold"],
    ["<strong>x</strong>", "bold"],
    ["<em>x</em>", "italic"],
    ["<ins>x</ins>", "underline"],
    ["<strike>x</strike>", "strikethrough"],
    ["<tg-spoiler>x</tg-spoiler>", "spoiler"],
    ['<span class="tg-spoiler">x</span>', "spoiler"],
    ["<code>x</code>", "code"],
    ["<pre>x</pre>", "pre"],
    ["<blockquote>x</blockquote>", "blockquote"],
    ["<blockquote expandable>x</blockquote>", "expandable_blockquote"],
    ["<B>x</b >", "bold"],
  ])("reads %s as %s", (html, type) => {
    expect(parseHtml(html)).toEqual({ text: "x", entities: [{ type, offset: 0, length: 1 }] });
  });

  it("counts offsets in UTF-16 units", () => {
    expect(parseHtml("🇭🇰 <b>香港</b>").entities).toEqual([{ type: "bold", offset: 5, length: 2 }]);
  });

  it("decodes four named references and any number, and leaves others as they are", () => {
    expect(parseHtml("&lt;&gt;&amp;&quot; &#39;&#x1F600; &nbsp; &copy; a & b").text).toBe(
      "<>&\" '😀 &nbsp; &copy; a & b",
    );
  });

  it("joins pre and code into one block with a language, and keeps addresses, times and users", () => {
    expect(parseHtml('<pre><code class="language-json">{}</code></pre>').entities).toEqual([
      { type: "pre", offset: 0, length: 2, language: "json" },
    ]);
    expect(parseHtml('<a href="https://example.com/?a=1&amp;b=2">x</a>').entities).toEqual([
      { type: "text_link", offset: 0, length: 1, url: "https://example.com/?a=1&b=2" },
    ]);
    expect(parseHtml('<tg-time unix="1700000000" format="r">then</tg-time>').entities).toEqual([
      { type: "date_time", offset: 0, length: 4, unix_time: 1_700_000_000, date_time_format: "r" },
    ]);
  });

  it("drops an entity that holds nothing, and a link that leads nowhere", () => {
    expect(parseHtml('<b></b><a href="javascript:alert(1)">x</a>')).toEqual({ text: "x", entities: [] });
  });

  it.each([
    ["<br>", 'Unsupported start tag "br" at byte offset 0'],
    ["a < b", 'Unsupported start tag "" at byte offset 2'],
    ["香<b", "Unclosed start tag at byte offset 3"],
    ["<a href", 'Unclosed start tag "a" at byte offset 0'],
    ['<a href="x"', "Unclosed start tag at byte offset 0"],
    ['<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ["<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"],
    ["<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ["x</b>", "Unexpected end tag at byte offset 1"],
    ["<b>x</b", "Unclosed end tag at byte offset 4"],
    ["<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ["<b>x", 'Can\'t find end tag corresponding to start tag "b"'],
    ['<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"],
    ['<tg-time unix="soon" format="r">y</tg-time>', "Invalid date specified"],
  ])("refuses %s as the real server does", (html, reason) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${reason}`);
  });
});
