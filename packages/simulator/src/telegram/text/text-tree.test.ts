import { describe, expect, it } from "vitest";
import { parseHtml } from "./html-entities.ts";
import { renderHtml, textTree } from "./text-tree.ts";

describe("the tree of a formatted text", () => {
  it.each([
    "plain &lt;b&gt; &amp; &quot;",
    "<b>a<i>b</i></b>c",
    '<a href="https://example.com/?a=1&amp;b=2">x</a>',
    '<pre><code class="language-yaml">a: 1</code></pre>',
    "<blockquote expandable>a <b>b</b></blockquote>",
    '<tg-time unix="1700000000" format="r">then</tg-time>',
    "🇭🇰<u>香港</u><tg-spoiler>x</tg-spoiler>",
  ])("renders %s as it was written", (html) => {
    expect(renderHtml(textTree(parseHtml(html)))).toBe(html);
  });

  it("cuts the second of two entities that cross", () => {
    const entities = [
      { type: "bold" as const, offset: 0, length: 2 },
      { type: "italic" as const, offset: 1, length: 2 },
    ];
    expect(renderHtml(textTree({ text: "abcd", entities }))).toBe("<b>a<i>b</i></b><i>c</i>d");
  });
});
