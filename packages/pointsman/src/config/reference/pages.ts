import { configSchema, type SchemaNode } from "./schema-document.ts";

const generated = "Made from the config's schema by `npm run docs`; edit that instead.";

/** One key of the config, with its place. */
interface Key {
  readonly path: readonly string[];
  readonly node: SchemaNode;
  readonly isRequired: boolean;
}

/** How keys of the user's own are called. */
const ownName = "NAME";

/** `docs/reference/config.md`: every key with its type, default and purpose. */
export function configPage(): string {
  const rows = keysOf(configSchema(), []).map(({ path, node, isRequired }) =>
    [
      `\`${path.join(".")}\``,
      isRequired ? `${typeText(node)}, required` : typeText(node),
      "default" in node && !isBranch(node) ? `\`${JSON.stringify(node.default)}\`` : "",
      node.description ?? "",
    ].map((cell) => cell.replaceAll("|", "\\|")),
  );
  return [
    "# Config",
    "",
    `<!-- ${generated} -->`,
    "",
    "One YAML file. Precedence: flags, environment, file, default. `${NAME}` in a value is an environment variable; every key",
    "of fixed name also has one of its own (`mqtt.password-file` is `POINTSMAN_MQTT_PASSWORD_FILE`). Relative paths start at",
    "the file. `NAME` stands for a name of your own. Editors complete and check it with this line at its top:",
    "`# yaml-language-server: $schema=node_modules/pointsman/pointsman.schema.json`",
    "",
    "| key | type | default | what it is |",
    "|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
  ].join("\n");
}

/** `config.example.yaml`: what a house needs stands there; every other key is commented out, with its default. */
export function configExample(): string {
  const head = [
    "# yaml-language-server: $schema=node_modules/pointsman/pointsman.schema.json",
    `# ${generated}`,
    "# What follows without # is all that a house with a bot and Home Assistant needs.",
    "",
    ...active,
    "",
    "# Every other key, with its default where it has one.",
  ];
  const rest = keysOf(configSchema(), [])
    .filter(({ path }) => !path.some((key) => key.endsWith("-file") && path.length > 1 && isCopy(key)))
    .flatMap(({ path, node }) => {
      const indent = "  ".repeat(path.length - 1);
      const notes = [node.description, choices(node)].filter((note) => note !== undefined);
      const note = notes.length === 0 ? "" : `   # ${notes.join(": ")}`;
      return [`# ${indent}${path.at(-1)}:${isBranch(node) ? "" : ` ${sample(node)}`}${note}`];
    });
  return `${[...head, ...rest].join("\n")}\n`;
}

const active = [
  "controllers:",
  "  home:",
  "    url: http://127.0.0.1:9090",
  "    secret: ${CORE_SECRET}",
  "telegram:",
  "  token: ${BOT_TOKEN}",
  "  users: { 123456789: admin }",
  "mqtt:",
  "  url: mqtt://127.0.0.1:1883",
  "  username: pointsman",
  "  password: ${MQTT_PASSWORD}",
];

/** The file form of a key that stands beside it already. */
function isCopy(key: string): boolean {
  return key !== "leases-file";
}

function sample(node: SchemaNode): string {
  if (node.default !== undefined) return JSON.stringify(node.default);
  const word = typeText(node).split(" or ")[0] ?? "";
  return (
    { text: '""', "keys and values": "{}", "whole number": "1", number: "1", true: "false" }[word] ??
    (word.startsWith("list of") ? "[]" : word)
  );
}

/** The words that may stand there, where there are only some. */
function choices(node: SchemaNode): string | undefined {
  const words = node.enum ?? node.anyOf?.flatMap((one) => one.enum ?? []) ?? [];
  return words.length === 0 ? undefined : words.map(String).join(", ");
}

function keysOf(node: SchemaNode, path: readonly string[]): Key[] {
  const branches = node.anyOf?.filter((one) => one.properties !== undefined) ?? [];
  const all = node.properties === undefined ? branches : [node];
  const own = node.additionalProperties;
  const named =
    typeof own === "object" && isBranch(own)
      ? [{ path: [...path, ownName], node: own, isRequired: false }, ...keysOf(own, [...path, ownName])]
      : [];
  return [
    ...all.flatMap(({ properties = {}, required = [] }) =>
      Object.entries(properties).flatMap(([key, value]) => [
        { path: [...path, key], node: value, isRequired: required.includes(key) },
        ...keysOf(value, [...path, key]),
      ]),
    ),
    ...named,
  ];
}

/** Has keys of fixed name below it. */
function isBranch(node: SchemaNode): boolean {
  if (node.properties !== undefined) return true;
  if (node.anyOf?.some(isBranch) === true) return true;
  return typeof node.additionalProperties === "object" && isBranch(node.additionalProperties);
}

function typeText(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map(String).join(" or ");
  if (node.const !== undefined) return typeof node.const === "string" ? node.const : JSON.stringify(node.const);
  if (node.anyOf !== undefined) {
    // Every value may be a reference, so that says nothing.
    const kinds = node.anyOf.filter((one) => one.pattern?.startsWith(String.raw`\$`) !== true).map(typeText);
    return [...new Set(kinds)].join(" or ");
  }
  if (node.items !== undefined) return `list of ${typeText(node.items)}`;
  if (node.type === "object") return "keys and values";
  return { string: "text", integer: "whole number", boolean: "true or false" }[node.type ?? ""] ?? node.type ?? "any";
}
