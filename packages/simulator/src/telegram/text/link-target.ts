/** A link as the server keeps it; `undefined` for what it silently drops. */
export function linkTarget(href: string): string | undefined {
  const text = href.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (url.protocol === "tg:" || url.protocol === "ton:") return withScheme;
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  return url.hostname.includes(".") || url.hostname === "localhost" || url.hostname.startsWith("[")
    ? url.href
    : undefined;
}
