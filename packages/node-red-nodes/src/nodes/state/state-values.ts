import type { NodeView, Part, ProxyProvider, Snapshot } from "@pointsman/core";

/** One value of the live picture. */
export interface StateValue {
  /** What must be read for it. */
  readonly parts: readonly Part[];
  /** What it belongs to, as a field of the dialog. */
  readonly of?: "group" | "node" | "provider" | "rule" | "setting";
  /** Undefined: not known, or there is no such thing. */
  read(snapshot: Snapshot, name: string): unknown;
}

const dayMs = 86_400_000;

function subscription(snapshot: Snapshot, name: string) {
  const info = provider(snapshot, name)?.subscriptionInfo;
  const { Upload = 0, Download = 0, Total = 0, Expire = 0 } = info ?? {};
  // The core writes 0 for what the subscription did not say.
  return { used: Upload + Download, total: Total || undefined, expireMs: Expire > 0 ? Expire * 1000 : undefined };
}

function provider(snapshot: Snapshot, name: string): ProxyProvider | undefined {
  return snapshot.providers.get(name);
}

function nodeOf(snapshot: Snapshot, name: string): NodeView | undefined {
  return snapshot.nodes.get(name);
}

/** The node at the end of a group, through nested groups. */
function leafOf(snapshot: Snapshot, group: string): string | undefined {
  const groups = new Map(snapshot.groups.map((each) => [each.name, each]));
  const seen = new Set<string>();
  let name: string | undefined = groups.get(group)?.now;
  while (name !== undefined && groups.has(name) && !seen.has(name)) {
    seen.add(name);
    name = groups.get(name)?.now;
  }
  return name;
}

function groupUrl(snapshot: Snapshot, group: string): string {
  return snapshot.groups.find(({ name }) => name === group)?.testUrl ?? "";
}

/** By the group's own test address where it has one. */
function leafDelay(snapshot: Snapshot, group: string): number | null | undefined {
  const leaf = nodeOf(snapshot, leafOf(snapshot, group) ?? "");
  const url = groupUrl(snapshot, group);
  return leaf?.delays.has(url) === true ? leaf.delays.get(url) : leaf?.delay;
}

/** A member of the settings by its name, or by names with dots: `tun.enable`. */
function setting(snapshot: Snapshot, path: string): unknown {
  const settings: Readonly<Record<string, unknown>> = { ...snapshot.settings };
  return path
    .split(".")
    .reduce<unknown>(
      (within, name) =>
        typeof within === "object" && within !== null && Object.hasOwn(within, name)
          ? (within as Record<string, unknown>)[name]
          : undefined,
      settings,
    );
}

/** What the node can read, in the dialog's order. */
export const stateValues = {
  online: { parts: ["reachability"], read: ({ reachability }) => reachability === "reachable" },
  mode: { parts: ["settings"], read: ({ mode }) => mode },
  setting: { parts: ["settings"], of: "setting", read: setting },
  version: { parts: ["version"], read: ({ version }) => version },
  "group-member": {
    parts: ["groups"],
    of: "group",
    read: ({ groups }, name) => groups.find((group) => group.name === name)?.now,
  },
  "group-node": { parts: ["groups"], of: "group", read: leafOf },
  "group-delay": { parts: ["groups", "nodes"], of: "group", read: leafDelay },
  "node-alive": { parts: ["nodes"], of: "node", read: (snapshot, name) => nodeOf(snapshot, name)?.alive },
  "node-delay": { parts: ["nodes"], of: "node", read: (snapshot, name) => nodeOf(snapshot, name)?.delay },
  "rule-on": {
    parts: ["rules"],
    of: "rule",
    read({ rules }, fingerprint) {
      const found = rules.find(({ type, payload, proxy }) => `${type},${payload},${proxy}` === fingerprint);
      return found && found.extra?.disabled !== true;
    },
  },
  down: { parts: ["traffic"], read: ({ traffic }) => traffic?.down },
  up: { parts: ["traffic"], read: ({ traffic }) => traffic?.up },
  memory: { parts: ["memory"], read: ({ memory }) => memory },
  connections: { parts: ["connections"], read: ({ connections }) => connections?.count },
  "provider-nodes": {
    parts: ["providers"],
    of: "provider",
    read: (snapshot, name) => {
      const found = provider(snapshot, name);
      return found && (found.proxies?.length ?? 0);
    },
  },
  "provider-left": {
    parts: ["providers"],
    of: "provider",
    read(snapshot, name) {
      const { used, total } = subscription(snapshot, name);
      return total && Math.max(total - used, 0);
    },
  },
  "provider-days": {
    parts: ["providers"],
    of: "provider",
    read(snapshot, name) {
      const { expireMs } = subscription(snapshot, name);
      return expireMs && Math.floor((expireMs - Date.now()) / dayMs);
    },
  },
} as const satisfies Readonly<Record<string, StateValue>>;
