/** One entity as Home Assistant keeps it. */
export interface Entity {
  readonly platform: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Undefined: Home Assistant shows "unknown". */
  state: string | undefined;
}

type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const discovery = /^homeassistant\/device\/[^/]+\/config$/;

/**
 * Home Assistant's side of the wire, as a real one behaves: a component that is left out of a payload stays, a bare one
 * goes; a state that is none of a select's options is an error and changes nothing; options that no longer hold the
 * present state make it unknown, and no state is replayed for them.
 */
export class HomeAssistant {
  readonly entities = new Map<string, Entity>();
  /** What would stand in its log. */
  readonly complaints: string[] = [];
  readonly #last = new Map<string, string>();

  take(topic: string, payload: string): void {
    if (discovery.test(topic)) this.#discover(topic, payload);
    else this.#hear(topic, payload);
  }

  /** The entities of a platform by the topic of their state. */
  byStateTopic(platform: string): ReadonlyMap<string, Entity> {
    const found = [...this.entities.values()].filter((entity) => entity.platform === platform);
    return new Map(found.map((entity) => [String(entity.config["state_topic"]), entity]));
  }

  #discover(topic: string, payload: string): void {
    const before = [...this.entities.keys()].filter((id) => id.startsWith(`${topic} `));
    if (payload === "") {
      for (const id of before) this.entities.delete(id);
      return;
    }
    const { components } = JSON.parse(payload) as { readonly components: Components };
    for (const [key, { p, ...config }] of Object.entries(components)) {
      const id = `${topic} ${key}`;
      const known = this.entities.get(id);
      if (Object.keys(config).length === 0) this.entities.delete(id);
      else this.entities.set(id, known === undefined ? this.#set(String(p), config) : this.#change(id, known, config));
    }
  }

  #set(platform: string, config: Entity["config"]): Entity {
    const entity: Entity = { platform, config, state: undefined };
    // It subscribes, and the broker replays.
    const replayed = this.#last.get(String(config["state_topic"]));
    if (replayed !== undefined && replayed !== "") this.#show(entity, replayed);
    return entity;
  }

  #change(id: string, { platform, config: before, state }: Entity, config: Entity["config"]): Entity {
    const options = config["options"] as readonly string[] | undefined;
    const isKept = options === undefined || state === undefined || options.includes(state);
    if (!isKept) this.complaints.push(`${id} became unknown: its new options lack ${state}`);
    if (before["state_topic"] !== config["state_topic"]) this.complaints.push(`${id} moved to another topic`);
    return { platform, config, state: isKept ? state : undefined };
  }

  #hear(topic: string, payload: string): void {
    this.#last.set(topic, payload);
    if (payload === "") return;
    for (const entity of this.entities.values())
      if (entity.config["state_topic"] === topic) this.#show(entity, payload);
  }

  #show(entity: Entity, payload: string): void {
    const value = this.#render(entity, payload);
    if (value === undefined) return;
    const options = entity.config["options"] as readonly string[] | undefined;
    if (entity.platform === "select" && options?.includes(value) !== true)
      this.complaints.push(`Invalid option for ${String(entity.config["unique_id"])}: ${value}`);
    else entity.state = value;
  }

  /** Undefined: a template that does more than to pick a field is not followed here. */
  #render({ config }: Entity, payload: string): string | undefined {
    const template = config["value_template"] as string | undefined;
    if (template === undefined) return payload;
    const [, key] = /^\{\{ value_json\.(\w+) \}\}$/.exec(template) ?? [];
    if (key === undefined) return undefined;
    const fields = JSON.parse(payload) as Readonly<Record<string, unknown>>;
    if (!(key in fields)) this.complaints.push(`Template variable warning: no ${key} in ${payload}`);
    return String(fields[key]);
  }
}
