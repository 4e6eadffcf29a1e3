import type { NodeDescription } from "../nodes/description.ts";
import { nodeDescriptions, type NodeType } from "../nodes/descriptions.ts";

const byType = new Map(
  Object.values(nodeDescriptions).map((description): [NodeType, NodeDescription] => [description.type, description]),
);

/** What a node type was generated from. */
export function descriptionOf(type: NodeType): NodeDescription {
  const found = byType.get(type);
  if (found === undefined) throw new Error(`There is no node ${type}.`);
  return found;
}
