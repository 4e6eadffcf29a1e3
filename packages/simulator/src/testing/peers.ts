import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The real programs that tests may talk to, beside the simulator. */
export const peerNames = ["core", "old-core", "mosquitto", "chromium"] as const;
export type PeerName = (typeof peerNames)[number];

/** One program of other people, found on this machine. */
export interface Peer {
  readonly name: PeerName;
  /** Absolute path of the executable. */
  readonly path: string;
  /** What the program says of itself, without its name: `alpha-1c4f7c4`, `2.0.11`. */
  readonly version: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface Recipe {
  /** Names the executable outright and wins over the search. */
  readonly variable: string | undefined;
  readonly commands: readonly string[];
  readonly versionFlag: string;
  readonly version: RegExp;
}

const recipes: Readonly<Record<PeerName, Recipe>> = {
  core: { variable: "MIHOMO_BIN", commands: ["mihomo"], versionFlag: "-v", version: /^Mihomo Meta (\S+)/m },
  "old-core": { variable: "MIHOMO_OLD_BIN", commands: [], versionFlag: "-v", version: /^Mihomo Meta (\S+)/m },
  mosquitto: {
    variable: undefined,
    commands: ["mosquitto"],
    versionFlag: "-h",
    version: /^mosquitto version (\S+)/m,
  },
  chromium: {
    variable: "CHROMIUM_BIN",
    commands: ["chromium", "chromium-browser"],
    versionFlag: "--version",
    version: /(\d+(?:\.\d+)+)/,
  },
};

/** Debian keeps daemons where the PATH of an ordinary user does not look. */
const extraFolders = ["/usr/sbin", "/usr/local/sbin"];

const found = new Map<string, Peer | undefined>();

/** Every peer with what was found of it; looked up once per process. */
export function findPeers(env: Environment = process.env): Readonly<Record<PeerName, Peer | undefined>> {
  return {
    core: locate("core", env),
    "old-core": locate("old-core", env),
    mosquitto: locate("mosquitto", env),
    chromium: locate("chromium", env),
  };
}

/**
 * The peer, or undefined where it was not found and nobody asked for it.
 * @throws Error when `REQUIRE_PEERS` (comma list) names it, or a name that does not exist: a test that would be skipped fails instead.
 */
export function peer(name: PeerName, env: Environment = process.env): Peer | undefined {
  const here = locate(name, env);
  if (here === undefined && requiredPeers(env).has(name)) throw new Error(missingSentence(name, env));
  return here;
}

/** One line for the end of a test run: who took part, who was not found. */
export function describePeers(env: Environment = process.env): string {
  const peers = findPeers(env);
  const present = peerNames.flatMap((name) => {
    const here = peers[name];
    return here === undefined ? [] : [`${name} (${here.version})`];
  });
  const absent = peerNames.filter((name) => peers[name] === undefined);
  const parts = [`took part: ${present.join(", ") || "none"}`];
  if (absent.length > 0) parts.push(`not found: ${absent.join(", ")}`);
  return `Real peers that ${parts.join("; ")}.`;
}

/** The names in `REQUIRE_PEERS`. */
export function requiredPeers(env: Environment = process.env): ReadonlySet<PeerName> {
  const names = (env["REQUIRE_PEERS"] ?? "").split(",").flatMap((part) => part.trim() || []);
  return new Set(
    names.map((name) => {
      const known = peerNames.find((candidate) => candidate === name);
      if (known === undefined) throw new Error(`REQUIRE_PEERS names "${name}"; the peers are ${peerNames.join(", ")}.`);
      return known;
    }),
  );
}

function missingSentence(name: PeerName, env: Environment): string {
  const { variable, commands } = recipes[name];
  const given = variable === undefined ? undefined : env[variable];
  if (given) return `REQUIRE_PEERS asks for ${name}, but ${variable}=${given} is not a program that runs here.`;
  const ways = [...commands.map((command) => `put "${command}" on PATH`), ...(variable ? [`set ${variable}`] : [])];
  return `REQUIRE_PEERS asks for ${name}, which was not found: ${ways.join(" or ")}.`;
}

function locate(name: PeerName, env: Environment): Peer | undefined {
  const { variable, commands, versionFlag, version } = recipes[name];
  const given = variable === undefined ? undefined : env[variable];
  const executable = given ? executableAt(path.resolve(given)) : searchPath(commands, env);
  if (executable === undefined) return undefined;
  const key = `${name} ${executable}`;
  if (!found.has(key)) {
    // Debian's chromium wrapper talks to stderr; mosquitto answers -h with status 3: only the text counts.
    const answer = spawnSync(executable, [versionFlag], { encoding: "utf8", timeout: 20_000 });
    const match = version.exec(`${answer.stdout ?? ""}\n${answer.stderr ?? ""}`);
    found.set(key, match?.[1] === undefined ? undefined : { name, path: executable, version: match[1] });
  }
  return found.get(key);
}

function searchPath(commands: readonly string[], env: Environment): string | undefined {
  const folders = [...(env["PATH"] ?? "").split(path.delimiter).filter(Boolean), ...extraFolders];
  for (const command of commands) {
    for (const folder of folders) {
      const hit = executableAt(path.join(folder, command));
      if (hit !== undefined) return hit;
    }
  }
  return undefined;
}

function executableAt(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile() ? file : undefined;
  } catch {
    // Not there, or not ours to run: the same to a test.
    return undefined;
  }
}
