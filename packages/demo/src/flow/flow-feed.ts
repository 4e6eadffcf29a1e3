import type { FlowNode } from "./flow-nodes.ts";
import type { Part } from "../parts/part.ts";

/** What a debug node said. */
export interface FlowLine {
  readonly at: number;
  readonly node: string;
  readonly text: string;
}

/** An inject node, to be pressed from the page. */
export interface FlowButton {
  readonly id: string;
  readonly label: string;
}

export type FlowNews =
  | { readonly kind: "line"; readonly line: FlowLine }
  | { readonly kind: "meter"; readonly text: string }
  | { readonly kind: "buttons"; readonly buttons: readonly FlowButton[] };

/** What the page shows of the flow. It says nothing until a flow is followed. */
export interface FlowFeed extends Part {
  /** What somebody who comes now has missed. */
  past(): FlowNews[];
  onNews(listener: (news: FlowNews) => void): () => void;
  /** Listens to a running editor's socket. */
  follow(editorUrl: string, nodes: readonly FlowNode[], meterId: string): void;
  /** Presses an inject node; false where there is none with this id. */
  press(id: string): Promise<boolean>;
}

const kept = 40;

export function createFlowFeed(): FlowFeed {
  const listeners = new Set<(news: FlowNews) => void>();
  const lines: FlowLine[] = [];
  let buttons: FlowButton[] = [];
  let meter = "";
  let socket: WebSocket | undefined;
  let editor = "";

  const tell = (news: FlowNews): void => {
    for (const listener of listeners) listener(news);
  };
  const take = ({ topic, data }: Comms, names: ReadonlyMap<string, string>, meterId: string): void => {
    if (topic === "debug") {
      const line = { at: Date.now(), node: data.name || (names.get(data.id ?? "") ?? ""), text: String(data.msg) };
      lines.push(line);
      lines.splice(0, lines.length - kept);
      tell({ kind: "line", line });
    } else if (topic === `status/${meterId}` && data.text !== undefined) {
      meter = data.text;
      tell({ kind: "meter", text: meter });
    }
  };
  return {
    name: "flow feed",
    past: () => [
      ...(buttons.length === 0 ? [] : [{ kind: "buttons", buttons } as const]),
      ...(meter === "" ? [] : [{ kind: "meter", text: meter } as const]),
      ...lines.map((line) => ({ kind: "line", line }) as const),
    ],
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow(editorUrl, nodes, meterId) {
      editor = editorUrl;
      buttons = nodes.filter(({ type }) => type === "inject").map(({ id, name }) => ({ id, label: name ?? id }));
      tell({ kind: "buttons", buttons });
      const names = new Map(nodes.map(({ id, name }) => [id, name ?? id]));
      const opened = new WebSocket(`${editorUrl.replace(/^http/, "ws")}comms`);
      socket = opened;
      opened.addEventListener("open", () => {
        for (const topic of ["debug", `status/${meterId}`]) opened.send(JSON.stringify({ subscribe: topic }));
      });
      opened.addEventListener("message", (event) => {
        for (const message of readComms(String(event.data))) take(message, names, meterId);
      });
    },
    async press(id) {
      if (!buttons.some((button) => button.id === id)) return false;
      const answer = await fetch(`${editor}inject/${id}`, { method: "POST" });
      await answer.body?.cancel();
      return answer.ok;
    },
    stop() {
      socket?.close();
      return Promise.resolve();
    },
  };
}

/** One message of the editor's socket; debug nodes and statuses are what we asked for. */
interface Comms {
  readonly topic: string;
  readonly data: { readonly id?: string; readonly name?: string; readonly msg?: unknown; readonly text?: string };
}

function readComms(text: string): Comms[] {
  return [JSON.parse(text) as Comms | Comms[]].flat();
}
