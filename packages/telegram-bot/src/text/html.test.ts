import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Html, html, joinHtml, plainText, relativeTime } from "./html.ts";

describe("html", () => {
  test("escapes what is interpolated and keeps what stands in the template", () => {
    expect(html`<b>${'<a href="x">&'}</b>`.markup).toBe("<b>&lt;a href=&quot;x&quot;&gt;&amp;</b>");
  });

  test("takes markup, numbers and lists of markup as they are", () => {
    expect(html`${html`<i>a</i>`}${7}${[html`b`, html`<u>c</u>`]}`.markup).toBe("<i>a</i>7b<u>c</u>");
  });

  test("leaves no bare markup character of any text, and its plain text is that text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { markup } = html`${text}`;
        expect(markup).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
        expect(plainText(new Html(markup))).toBe(text);
      }),
    );
  });
});

test("joining leaves out what is undefined", () => {
  expect(joinHtml([html`a`, undefined, html`b`]).markup).toBe("a\nb");
});

test("plain text drops tags and resolves entities once", () => {
  expect(plainText(html`<b>${"&lt;"}</b> <code>${"<x>"}</code>`)).toBe("&lt; <x>");
});

test("a moment is a tag with seconds and a text for older clients", () => {
  expect(relativeTime(1_790_000_000_999, "12:00").markup).toBe('<tg-time unix="1790000000" format="r">12:00</tg-time>');
});
