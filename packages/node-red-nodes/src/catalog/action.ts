import type { Danger } from "@pointsman/core";

/** What a text names: the editor offers the live list of these. */
export const liveKinds = ["group", "node", "provider", "rule-provider", "rule"] as const;
export type LiveKind = (typeof liveKinds)[number];

/** How a field is typed in and what is made of it. `any`: every JSON value. */
export type FieldKind = "text" | "number" | "boolean" | "choice" | "json" | "any";

/** One input of an action, as the dialog shows it. */
export interface Field {
  /** Where it goes in the input: `group`, `filter.host`, `body.name`; one dot at most. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly live?: LiveKind;
  readonly choices?: readonly string[];
  /** A text that may also be a number: digits alone are meant as one. */
  readonly orNumber?: boolean;
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** The headings of the picker. */
export const areas = [
  "status",
  "nodes",
  "connections",
  "settings",
  "providers",
  "rules",
  "dns",
  "storage",
  "maintenance",
] as const;
export type Area = (typeof areas)[number];

/** Mildest first. Core's own list is not used, as it would load core with the package. */
export const dangerScale = ["none", "reversible", "disruptive", "critical"] as const satisfies readonly Danger[];

/** Something that a request node can do: an operation, or a row that is no stream. */
export interface Action {
  /** `select-node`, or `proxies.select`; a row's id has a dot, an operation's has none. Stored in flows. */
  readonly id: string;
  readonly area: Area;
  readonly danger: Danger;
  readonly fields: readonly Field[];
  /** Rows only: `PUT /proxies/{group}`. */
  readonly wire?: string;
}

/** One stored field: a typed input's value and type. */
export interface StoredField {
  readonly value: string;
  readonly type: string;
}
