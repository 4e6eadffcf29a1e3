/** What the editor's registration and dialog of a node are generated from. */
export interface NodeDescription {
  readonly type: `pointsman-${string}`;
  readonly category: "pointsman" | "config";
  /** Muted, readable with the editor's own label colour in both themes. Config nodes have none. */
  readonly color?: string;
  /** A file in `src/icons`: white on transparent. */
  readonly icon?: string;
  readonly inputs?: 0 | 1;
  readonly outputs?: number;
  /** Stored properties in the order of `properties` in a flow file. */
  readonly defaults: Readonly<Record<string, PropertyDescription>>;
  readonly credentials?: Readonly<Record<string, "password">>;
  /** The dialog from top to bottom. */
  readonly rows: readonly DialogRow[];
}

export interface PropertyDescription {
  readonly value: string | number | boolean | Readonly<Record<string, never>>;
  /** The type of the config node that it refers to. */
  readonly configType?: string;
  readonly required?: true;
  /** Name of a validator of the editor script. */
  readonly validate?: ValidatorName;
}

export type ValidatorName = "address" | "seconds" | "request";

/** One row: a label (catalogue key `label.<id>`), and an input bound to a property or a place that the editor script fills. */
export interface DialogRow {
  /** The property or credential, or the name of the place. */
  readonly id: string;
  /** Font Awesome 4.7, without `fa-`. */
  readonly icon: string;
  readonly input: "text" | "number" | "password" | "checkbox" | "config" | "choice" | "place";
  /** For `choice`: values; catalogue keys `choice.<id>.<value>`. */
  readonly choices?: readonly string[];
  readonly placeholder?: string;
  /** Catalogue key `hint.<id>` below the input. */
  readonly hint?: true;
}
