import type { Controller } from "@pointsman/core";
import type { LiveKind } from "../../catalog/action.ts";
import { actorOf } from "../../runtime/hub.ts";
import type { ControllerNode } from "./controller-node.ts";

/** A name for a drop-down. `note`: what helps to choose it, such as the current node or a delay. */
export interface LiveName {
  readonly name: string;
  readonly note?: string;
}

export interface NameQuestion {
  readonly kind: LiveKind;
  /** For nodes: only members of this group, in its order. */
  readonly group: string;
  readonly search: string;
  readonly limit: number;
}

/** Typing asks with every key; the list of a moment ago is good enough. */
const freshMs = 5000;

interface Cached {
  readonly readAt: number;
  readonly list: Promise<readonly LiveName[]>;
}
const cache = new WeakMap<ControllerNode, Map<string, Cached>>();

/** The names that contain the text, those that start with it first. Throws `ControllerError` or `FlowError`. */
export async function liveNames(node: ControllerNode, question: NameQuestion): Promise<readonly LiveName[]> {
  const all = await cachedNames(node, question);
  const wanted = question.search.toLowerCase();
  const hits = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const starting = hits.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  return [...starting, ...hits.filter((hit) => !starting.includes(hit))].slice(0, question.limit);
}

async function cachedNames(node: ControllerNode, { kind, group }: NameQuestion): Promise<readonly LiveName[]> {
  const lists = cache.get(node) ?? new Map<string, Cached>();
  cache.set(node, lists);
  const key = `${kind} ${kind === "node" ? group : ""}`;
  const cached = lists.get(key);
  if (cached !== undefined && performance.now() - cached.readAt < freshMs) return await cached.list;
  const list = node
    .hub()
    .open()
    .then(({ controller }) => readNames(controller, node, kind, group));
  lists.set(key, { readAt: performance.now(), list });
  // A failure is told once and then tried again.
  list.catch(() => lists.delete(key));
  return await list;
}

async function readNames(
  controller: Controller,
  node: ControllerNode,
  kind: LiveKind,
  group: string,
): Promise<readonly LiveName[]> {
  const options = { actor: actorOf(node) };
  switch (kind) {
    case "group": {
      const { rows } = await controller.run("list-groups", { hidden: true }, options);
      return rows.map(({ name, now }) => (now ? { name, note: now } : { name }));
    }
    case "node": {
      const { rows } = await controller.run("list-nodes", group === "" ? {} : { group }, options);
      return rows
        .filter((row) => row.kind !== "info")
        .map(({ name, delay }) => (delay == null ? { name } : { name, note: `${delay} ms` }));
    }
    case "rule": {
      const { rows } = await controller.run("list-rules", {}, options);
      return rows.map(({ fingerprint, index }) => ({ name: fingerprint, note: `#${index}` }));
    }
    case "provider": {
      const { providers } = await controller.observer.refresh(["providers"]);
      return [...providers.keys()].map((name) => ({ name }));
    }
    case "rule-provider": {
      const { ruleProviders } = await controller.observer.refresh(["rule-providers"]);
      return [...ruleProviders.keys()].map((name) => ({ name }));
    }
  }
}
