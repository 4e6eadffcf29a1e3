/** One entity inside a device payload, keyed `<platform>_<what>`. Home Assistant drops a component without `unique_id`. */
export interface Component {
  /** The platform. */
  readonly p: "binary_sensor" | "button" | "event" | "scene" | "select" | "sensor" | "switch" | "text" | "update";
  readonly unique_id: string;
  /** The entity id at first registration, domain included. */
  readonly default_entity_id: string;
  readonly name: string;
  readonly [option: string]: unknown;
}

/** What the components of one controller are made from. */
export interface EntityScope {
  /** `<base>_<controller>`: start of every unique id and entity id. */
  readonly prefix: string;
}

/** The keys that every component has. `object` is the ASCII end of the entity id. */
export function identity<P extends Component["p"]>(
  { prefix }: EntityScope,
  about: { platform: P; unique: string; object: string; name: string },
): { p: P; unique_id: string; default_entity_id: string; name: string } {
  return {
    p: about.platform,
    unique_id: `${prefix}_${about.unique}`,
    default_entity_id: `${about.platform}.${`${prefix}_${about.object}`.replace(/[^a-z0-9_]+/g, "_")}`,
    name: about.name,
  };
}
