/** The part of Node-RED's runtime API that these nodes use. Node-RED ships no types of its own. */

export interface NodeMessage {
  _msgid?: string;
  [key: string]: unknown;
}

/** `text` that starts with a letter is a catalogue key, translated by each viewer's browser; it takes no arguments. */
export interface NodeStatus {
  readonly fill?: "red" | "green" | "yellow" | "blue" | "grey";
  readonly shape?: "ring" | "dot";
  readonly text?: string;
}

export type Send = (message: NodeMessage | readonly (NodeMessage | null)[]) => void;

/** Ends the work on one message. Node-RED does not deduplicate: twice means that Complete nodes fire twice. */
export type Done = (error?: Error) => void;

export interface RuntimeNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  /** The id in the editor, where this is an instance inside a subflow. */
  readonly _alias?: string;
  credentials?: Readonly<Record<string, string | undefined>>;
  status(status: NodeStatus): void;
  send: Send;
  log(text: string): void;
  warn(text: string): void;
  /** Reaches Catch nodes only with a message object. */
  error(error: Error, message?: NodeMessage): void;
  // Node-RED counts declared parameters: three for input, two for close.
  on(event: "input", listener: (message: NodeMessage, send: Send, done: Done) => void): void;
  on(event: "close", listener: (removed: boolean, done: () => void) => void): void;
}

/** What is stored of a node: untrusted, as flows are edited by hand and by older versions. */
export interface StoredConfig {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface AdminRequest {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface AdminResponse {
  status(code: number): AdminResponse;
  json(body: unknown): void;
}

export type AdminHandler = (request: AdminRequest, response: AdminResponse) => void;

/** What `RED.auth.needsPermission` makes. Opaque: it is only handed on. */
export type PermissionCheck = { readonly kind?: "permission-check" };

export interface Red {
  readonly nodes: {
    createNode(node: RuntimeNode, config: StoredConfig): void;
    registerType(
      type: string,
      constructor: (this: RuntimeNode, config: StoredConfig) => void,
      options?: { readonly credentials?: Readonly<Record<string, { readonly type: "password" }>> },
    ): void;
    getNode(id: string): RuntimeNode | null | undefined;
    getCredentials(id: string): Readonly<Record<string, string | undefined>> | undefined;
  };
  readonly util: {
    evaluateNodeProperty(
      value: unknown,
      type: string,
      node: RuntimeNode,
      message: NodeMessage,
      callback: (error: Error | null | undefined, result?: unknown) => void,
    ): void;
    setMessageProperty(message: NodeMessage, property: string, value: unknown, createMissing: boolean): boolean;
  };
  readonly httpAdmin: {
    get(path: string, permission: PermissionCheck, handler: AdminHandler): void;
    post(path: string, permission: PermissionCheck, handler: AdminHandler): void;
  };
  readonly auth: { needsPermission(permission: string): PermissionCheck };
}
