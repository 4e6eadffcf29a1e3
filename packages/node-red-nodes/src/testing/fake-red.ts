import type { Red, RuntimeNode, StoredConfig } from "../runtime/red.ts";
import { createFakeNode, type FakeNode } from "./fake-node.ts";

type Constructor = (this: RuntimeNode, config: StoredConfig) => void;

/** Node-RED's runtime as far as a node's file uses it: types are registered, and nodes made of stored configs. */
export interface FakeRed {
  readonly red: Red;
  /** Makes a node of a registered type, as a deploy does. */
  create(stored: StoredConfig): FakeNode;
  /** What `getNode` finds. */
  readonly nodes: Map<string, RuntimeNode>;
}

export function createFakeRed(): FakeRed {
  const constructors = new Map<string, Constructor>();
  const nodes = new Map<string, RuntimeNode>();
  const red: Red = {
    nodes: {
      createNode() {},
      registerType: (type, constructor) => void constructors.set(type, constructor),
      getNode: (id) => nodes.get(id),
      getCredentials: () => ({}),
    },
    util: {
      evaluateNodeProperty(value, type, _node, message, callback) {
        if (type === "msg") callback(null, message[String(value)]);
        else if (type === "json") callback(null, JSON.parse(String(value)));
        else callback(null, type === "num" ? Number(value) : value);
      },
      setMessageProperty(message, property, value) {
        message[property] = value;
        return true;
      },
    },
    httpAdmin: { get() {}, post() {} },
    auth: { needsPermission: () => ({}) },
  };
  return {
    red,
    nodes,
    create(stored) {
      const fake = createFakeNode(stored.id);
      nodes.set(stored.id, fake.node);
      const constructor = constructors.get(stored.type);
      if (constructor === undefined) throw new Error(`Nobody registered ${stored.type}.`);
      constructor.call(fake.node, stored);
      return fake;
    },
  };
}
