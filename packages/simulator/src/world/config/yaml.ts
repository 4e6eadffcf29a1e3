import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** A config that the core refuses, in the core's own words. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** A decoded top-level mapping of a config file. Only the keys of {@link shapes} are checked for their type. */
export type RawConfig = Readonly<Record<string, unknown>>;

const list = "[]map[string]interface {}";
const table = "map[string]map[string]interface {}";

/** Go types of the keys that the simulator reads; the names show in the core's complaints. */
const shapes: Readonly<Record<string, string>> = {
  port: "int",
  "socks-port": "int",
  "redir-port": "int",
  "tproxy-port": "int",
  "mixed-port": "int",
  "routing-mark": "int",
  "allow-lan": "bool",
  ipv6: "bool",
  "unified-delay": "bool",
  "tcp-concurrent": "bool",
  "geo-auto-update": "bool",
  "geodata-mode": "bool",
  "etag-support": "bool",
  proxies: list,
  "proxy-groups": list,
  rules: "[]string",
  "proxy-providers": table,
  "rule-providers": table,
  hosts: "map[string]interface {}",
  "sub-rules": "map[string][]string",
};

function fits(node: Node, shape: string): boolean {
  if (isScalar(node) && node.value === null) return true;
  if (shape === "int") return isScalar(node) && Number.isInteger(node.value);
  if (shape === "bool") return isScalar(node) && typeof node.value === "boolean";
  if (shape.startsWith("[]")) return isSeq(node);
  return isMap(node);
}

function describe(node: Node): string {
  if (isSeq(node)) return "!!seq";
  if (!isScalar(node)) return "!!map";
  const value = node.value;
  const text = String(node.source ?? value);
  const shown = text.length > 10 ? `${text.slice(0, 7)}...` : text;
  const kind =
    typeof value === "boolean" ? "bool" : typeof value !== "number" ? "str" : Number.isInteger(value) ? "int" : "float";
  return `!!${kind} \`${shown}\``;
}

/** Parses a config text as the core's YAML reader does. Throws {@link ConfigError}. */
export function parseYaml(text: string): RawConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, stringKeys: false });
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;
  const mistake = document.errors[0];
  if (mistake !== undefined) {
    const line = lines.linePos(mistake.pos[0]).line;
    if (mistake.code !== "DUPLICATE_KEY")
      throw new ConfigError(`yaml: line ${line}: did not find expected node content`);
    throw new ConfigError(duplicateKey(text, line));
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return {};
  const refuse = (node: Node, shape: string): string =>
    `  line ${lineOf(node)}: cannot unmarshal ${describe(node)} into ${shape}`;
  if (!isMap(root)) throw new ConfigError(`yaml: unmarshal errors:\n${refuse(root, "config.RawConfig")}`);
  const complaints: string[] = [];
  for (const pair of root.items) {
    const shape = shapes[String(isScalar(pair.key) ? pair.key.value : "")];
    const value = pair.value as Node | null;
    if (shape === undefined || value === null) continue;
    if (!fits(value, shape)) complaints.push(refuse(value, shape));
    else if (shape === list && isSeq(value)) {
      for (const item of value.items as Node[]) if (!isMap(item)) complaints.push(refuse(item, shape.slice(2)));
    }
  }
  if (complaints.length > 0) throw new ConfigError(`yaml: unmarshal errors:\n${complaints.join("\n")}`);
  return document.toJS() as RawConfig;
}

function duplicateKey(text: string, line: number): string {
  const all = text.split("\n");
  const key = /^\s*("?)([^:]+)\1\s*:/.exec(all[line - 1] ?? "")?.[2] ?? "";
  const first = all.findIndex((other) => other.trimStart().startsWith(`${key}:`)) + 1;
  return `yaml: unmarshal errors:\n  line ${line}: mapping key "${key}" already defined at line ${first}`;
}

/** The text of a scalar that Go would accept as a string; anything else is `undefined`. */
export function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A list of texts; a missing one is empty. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((item) => asText(item) ?? []) : [];
}

/** A mapping, or an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
