import type { Danger } from "../endpoints/define.ts";

/** `viewer` may do what is `none`, `operator` up to `disruptive`, `admin` up to `critical`. */
export type Role = "viewer" | "operator" | "admin";

export type Outlet = "telegram" | "mqtt" | "node-red" | "command-line" | "app";

/** Who asks. Made by the outlet, read by policy and audit. */
export interface Actor {
  readonly outlet: Outlet;
  /** Stable within the outlet: a Telegram user id, an MQTT topic, a Node-RED node id. */
  readonly id: string;
  /** For people, in the audit. */
  readonly name?: string;
  /** Default: `admin`, capped by `policy` of the outlet and of the controller. */
  readonly role?: Role;
  /** Where given, the only groups that this actor may touch. */
  readonly groups?: readonly string[];
}

/** The most dangerous thing allowed, per outlet and for one controller. */
export interface PolicyCaps {
  readonly outlets?: Partial<Record<Outlet, Danger>>;
  readonly controller?: Danger;
}

/** One line of `audit.jsonl`. */
export interface AuditRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly controller: string;
  readonly operation: string;
  readonly actor: Pick<Actor, "outlet" | "id" | "name">;
  readonly input: unknown;
  readonly outcome: "done" | "failed";
  /** An error code where it failed. */
  readonly code?: string;
  readonly result?: unknown;
  readonly tookMs: number;
}
