/** Where the bot says what happens: one line per transition. The app brings its own. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const patterns: readonly (readonly [RegExp, string])[] = [
  // A bot token, raw or percent-encoded, wherever it comes from.
  [/\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}/gi, "<token>"],
  [/(authorization["']?\s*[:=]\s*["']?)(?:bearer\s+)?[^\s"',}]+/gi, "$1<secret>"],
  [/([?&](?:token|secret)=)[^\s&"']+/gi, "$1<secret>"],
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, "$1<user>@"],
];

/** The text without anything that opens a door: the given secrets, tokens, authorization headers, user info in URLs. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    clean = clean.replaceAll(secret, "<secret>").replaceAll(encodeURIComponent(secret), "<secret>");
  }
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), clean);
}

/** Cleans at the sink, so that no call site can forget it. */
export function redactingLog(log: Log, secrets: readonly string[]): Log {
  return {
    debug: (message) => log.debug(redact(message, secrets)),
    info: (message) => log.info(redact(message, secrets)),
    warn: (message) => log.warn(redact(message, secrets)),
    error: (message) => log.error(redact(message, secrets)),
  };
}
