import { readFile } from "node:fs/promises";
import type { TelegramConfig } from "./config.ts";

/** The bot's token, from the config or from its file. Throws one sentence that never holds the token. */
export async function tokenOf(config: TelegramConfig): Promise<string> {
  if (config.token !== undefined) return config.token;
  const path = config["token-file"] ?? "";
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new Error(`telegram.token-file: ${path} cannot be read (${code})`);
  });
  const token = text.trim();
  if (!/^\d+:[\w-]{20,}$/.test(token))
    throw new Error(`telegram.token-file: ${path} does not hold a bot token (123456789:ABC…)`);
  return token;
}
