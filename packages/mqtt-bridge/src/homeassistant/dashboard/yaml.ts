/** Writes maps, lists and texts as YAML in block style. Texts are JSON strings, which YAML reads byte for byte. */
export function yamlOf(data: unknown, indent = ""): string {
  if (typeof data === "string") return JSON.stringify(data);
  if (Array.isArray(data))
    return data.map((item) => `${indent}- ${yamlOf(item, `${indent}  `).trimStart()}`).join("\n");
  return Object.entries(data as object)
    .map(([key, value]) =>
      typeof value === "string"
        ? `${indent}${key}: ${JSON.stringify(value)}`
        : `${indent}${key}:\n${yamlOf(value, `${indent}  `)}`,
    )
    .join("\n");
}
