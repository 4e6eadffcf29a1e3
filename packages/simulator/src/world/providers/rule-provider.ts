import type { JsonValue } from "../../go/json.ts";
import { formatTime, zeroTime } from "../../go/time.ts";
import { inRanges, type Matcher, underSuffix } from "../traffic/matchers.ts";
import type { Source } from "./source.ts";
import { parseCondition, type RuleContext } from "../traffic/rules.ts";
import { asText, asTexts, ConfigError, parseYaml } from "../config/yaml.ts";

const behaviors: Readonly<Record<string, string>> = { domain: "Domain", ipcidr: "IPCIDR", classical: "Classical" };
const formats: Readonly<Record<string, string>> = { yaml: "YamlRule", text: "TextRule", mrs: "MrsRule" };

/** A set of conditions that rules of type RULE-SET ask. */
export class RuleProvider {
  readonly name: string;
  readonly behavior: string;
  readonly format: string;
  readonly source: Source;
  payload: readonly string[] = [];
  /** ms since the epoch; `undefined` when never loaded. */
  updatedAt: number | undefined;
  readonly #context: RuleContext;
  #matchers: readonly Matcher[] = [];

  constructor(name: string, raw: Record<string, unknown>, source: Source, context: RuleContext) {
    const behavior = asText(raw["behavior"]) ?? "";
    const shown = Object.hasOwn(behaviors, behavior) ? behaviors[behavior] : undefined;
    if (shown === undefined) throw new ConfigError(`unsupported behavior type: ${behavior}`);
    this.name = name;
    this.behavior = shown;
    this.source = source;
    this.format = source.vehicle === "Inline" ? "" : (formats[asText(raw["format"]) ?? "yaml"] ?? "YamlRule");
    this.#context = context;
  }

  /** Fetches and parses; throws with the words of the `503` answer. */
  async update(now: number): Promise<void> {
    const text = await this.source.read();
    this.load(this.format === "TextRule" ? text.split("\n") : asTexts(parseYaml(text)["payload"]), now);
  }

  /** Takes the lines of the set over. */
  load(lines: readonly string[], now: number): void {
    this.payload = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
    this.#matchers = this.payload.map((line) => this.#matcher(line));
    this.updatedAt = now;
  }

  /** Whether any condition of the set holds. */
  readonly matches: Matcher = (meta) => this.#matchers.some((matcher) => matcher(meta));

  #matcher(line: string): Matcher {
    if (this.behavior === "IPCIDR") return inRanges([line], (meta) => meta.destinationIP);
    if (this.behavior === "Classical") return parseCondition(line, this.#context);
    const suffix = /^(?:\+\.|\.|\*\.)(.*)$/.exec(line)?.[1];
    return (meta) => (suffix === undefined ? meta.host === line : underSuffix(meta.host, suffix));
  }

  /** As `/providers/rules` shows it. */
  toJson(): JsonValue {
    const inline = this.source.vehicle === "Inline" && this.payload.length > 0;
    return {
      behavior: this.behavior,
      format: this.format,
      name: this.name,
      ruleCount: this.payload.length,
      type: "Rule",
      vehicleType: this.source.vehicle,
      updatedAt: this.updatedAt === undefined ? zeroTime : formatTime(this.updatedAt),
      payload: inline ? this.payload : undefined,
    };
  }
}
