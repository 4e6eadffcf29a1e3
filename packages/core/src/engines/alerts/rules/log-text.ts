/** What a person needs of a line; longer ones are cut. */
const maxText = 160;

/** `https://user:key@sub.example/path?token=…` → `sub.example`: the rest of such an address is a secret more often than not. */
export function withoutAddresses(text: string): string {
  return text.replace(/\b[a-z][a-z\d+.-]*:\/\/(?:[^\s/@"']*@)?([^\s/?#"':]+)(?::\d+)?[^\s"']*/gi, "$1");
}

/** The same for all lines of a sort: what varies from line to line becomes `…`. */
export function normalised(line: string): string {
  const text = withoutAddresses(line)
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?/g, "…")
    .replace(/\b(?:[a-z\d_-]+\.)+[a-z]{2,}\b(?::\d+)?/gi, "…")
    .replace(/\[?(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}\]?(?::\d+)?/gi, "…")
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, "…")
    .replace(/\d+/g, "…")
    .replace(/…(?:[\s.:,/-]*…)+/g, "…")
    .trim();
  return text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text;
}

/** The core's own words for a list that it could not fetch. */
const pullError = /^\[Provider\] (?<provider>.+?) pull error: (?<reason>.+)$/s;

/** A provider of nodes or rules that failed, if this line tells of one. */
export function failedProvider(line: string): { readonly provider: string; readonly reason: string } | undefined {
  const { provider, reason } = pullError.exec(line)?.groups ?? {};
  if (provider === undefined || reason === undefined) return undefined;
  return { provider, reason: withoutAddresses(reason).trim().slice(0, maxText) };
}
