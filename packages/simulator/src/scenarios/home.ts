import { stringify } from "yaml";

export function homeConfig(): string {
  return stringify({ mode: "rule" });
}
