import { readFile } from "node:fs/promises";
import path from "node:path";
import { asText, asTexts, ConfigError } from "../config/yaml.ts";

/** How a provider's content arrives, as the API spells it. */
type Vehicle = "HTTP" | "File" | "Inline";

/** Where a provider's text comes from. */
export interface Source {
  readonly vehicle: Vehicle;
  /** Reads the text anew; throws with the core's words. */
  read(): Promise<string>;
  /** `subscription-userinfo` of the last answer, if any. */
  readonly userinfo: () => string | undefined;
}

/** A subscription that the world itself serves, instead of a server on the network. */
export interface Subscription {
  /** Text and `subscription-userinfo` of the next answer; throws to fail the update. */
  fetch(): { text: string; userinfo?: string };
}

const fetchTimeoutMs = 20_000;

/** What a source needs to know of its surroundings. */
export interface SourceContext {
  /** Home directory of the core, where relative paths start; `undefined` = there are no files. */
  readonly home: string | undefined;
  readonly subscription: (url: string, provider: string) => Subscription | undefined;
  /** Whether paths outside of the home directory are refused. */
  readonly safePaths: boolean;
}

/** Builds the source of a provider from its mapping. Throws {@link ConfigError}; `unknown` is the core's word for a bad type. */
export function createSource(
  name: string,
  raw: Record<string, unknown>,
  context: SourceContext,
  unknown: (type: string) => string,
): Source {
  const type = asText(raw["type"]) ?? "";
  checkPath(asText(raw["path"]), type, context);
  switch (type) {
    case "http":
      return httpSource(asText(raw["url"]) ?? "", name, context);
    case "file":
      return fileSource(asText(raw["path"]) ?? "", context.home);
    case "inline":
      return { vehicle: "Inline", userinfo: () => undefined, read: async () => asTexts(raw["payload"]).join("\n") };
    default:
      throw new ConfigError(unknown(type));
  }
}

/** The core's refusal of a path outside of its home directory, or `undefined` when the path will do. */
export function unsafePath(file: string, home: string): string | undefined {
  const relative = path.relative(home, path.resolve(home, file));
  if (!relative.startsWith("..") && !path.isAbsolute(relative)) return undefined;
  return `path is not subpath of home directory or SAFE_PATHS: ${file} \n allowed paths: [${home}]`;
}

function checkPath(file: string | undefined, type: string, context: SourceContext): void {
  if (file === undefined || context.home === undefined || !context.safePaths) return;
  const refusal = type === "file" || type === "http" ? unsafePath(file, context.home) : undefined;
  if (refusal !== undefined) throw new ConfigError(refusal);
}

function fileSource(file: string, home: string | undefined): Source {
  const full = path.resolve(home ?? "/", file);
  return {
    vehicle: "File",
    userinfo: () => undefined,
    async read() {
      try {
        return await readFile(full, "utf8");
      } catch {
        throw new Error(`open ${full}: no such file or directory`);
      }
    },
  };
}

function httpSource(url: string, name: string, context: SourceContext): Source {
  let userinfo: string | undefined;
  return {
    vehicle: "HTTP",
    userinfo: () => userinfo,
    async read() {
      const subscription = context.subscription(url, name);
      if (subscription !== undefined) {
        const answer = subscription.fetch();
        userinfo = answer.userinfo;
        return answer.text;
      }
      const response = await get(url);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      userinfo = response.headers.get("subscription-userinfo") ?? userinfo;
      return await response.text();
    },
  };
}

async function get(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`Get "${url}": ${cause}`, { cause: error });
  }
}
