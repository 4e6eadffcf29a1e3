/** Markup for Telegram's HTML mode. Only this module makes one, so no raw text can slip into a message. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

export type HtmlValue = Html | string | number | readonly Html[];

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Telegram needs `&`, `<` and `>` escaped in text and `"` in attributes; the four together are right in both places. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return value.map((part) => part.markup).join("");
}

/** Tagged template: what stands in the template is markup, what is interpolated is escaped unless it is `Html` itself. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(
    strings.map((part, index) => part + (index < values.length ? render(values[index] ?? "") : "")).join(""),
  );
}

/** Paragraphs and lines, joined by `separator`; undefined ones are left out. */
export function joinHtml(parts: readonly (Html | undefined)[], separator = "\n"): Html {
  return new Html(
    parts
      .filter((part) => part !== undefined)
      .map((part) => part.markup)
      .join(separator),
  );
}

/**
 * A moment that clients with Bot API 9.5 show as a relative time that goes on counting; older ones show `fallback`.
 */
export function relativeTime(atMs: number, fallback: string): Html {
  return html`<tg-time unix="${Math.floor(atMs / 1000)}" format="r">${fallback}</tg-time>`;
}

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** The text that people would read: for messages that Telegram refused as markup. */
export function plainText(markup: Html): string {
  return markup.markup
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|amp|quot);/g, (whole, name: string) => named[name] ?? whole);
}
