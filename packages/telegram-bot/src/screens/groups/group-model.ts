import type { Narrowing } from "../../callback/field.ts";
import type { Sort } from "../../state/settings.ts";
import type { Frame } from "../kit/layout.ts";
import type { PartNames } from "./narrowed.ts";
import type { KeepModel, UndoModel } from "../kit/undo-button.ts";

export interface NodeEntry {
  readonly name: string;
  readonly ref: string;
  /** ms; null: the last test failed; absent: never tested. */
  readonly delay?: number | null;
  /** Something of the core's own such as DIRECT, which nobody tests. */
  readonly builtin?: true;
  /** A group among the members, whose delay is another node's. */
  readonly group?: true;
}

export interface GroupModel {
  readonly frame: Frame;
  readonly group: {
    readonly name: string;
    readonly ref: string;
    readonly type: string;
    readonly now?: string;
    /** An automatic group is held at this node. */
    readonly pinned?: string;
    /** When one of its nodes was last tested; Unix time in ms. */
    readonly testedAt?: number;
    /** The core takes a choice for this kind of group. */
    readonly choosable: boolean;
  };
  /** Members in the order of `sort`, without the subscription's pseudo-nodes. */
  readonly nodes: readonly NodeEntry[];
  /** The pseudo-nodes' texts ("剩余流量：99 GB"). */
  readonly info: readonly string[];
  readonly page: number;
  /** Only these are listed. */
  readonly only?: Narrowing;
  /** What the references in `only` stand for. */
  readonly names?: PartNames;
  /** How many there are in all. */
  readonly all: number;
  readonly sort: Sort;
  /** Rows of nodes on a page. */
  readonly pageSize: number;
  /** `u`: a tap switches; `i`: a tap shows. */
  readonly tap: "u" | "i";
  readonly mayAct: boolean;
  readonly undo?: UndoModel;
  /** A switch that cut the chat off, or might, and can be kept. */
  readonly keep?: KeepModel;
  /** What a node may be called now that was pressed and is gone. */
  readonly maybe?: readonly { readonly name: string; readonly ref: string }[];
  /** How long its node took was recorded, and can be drawn. */
  readonly hasCharts?: boolean;
}
