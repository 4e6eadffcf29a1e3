import { z } from "zod";

/**
 * What Home Assistant takes, written from its documentation and from what a real one did, not from our own types. Root,
 * device and origin are as strict there: one unknown key and the whole payload is dropped. Inside a component it drops
 * unknown keys silently, which we do not want either.
 */
const topic = z.string().regex(/^[^#+\0]{1,200}$/);
const id = z.string().regex(/^[A-Za-z0-9_-]+$/);
const name = z.string().min(1).max(600);
const template = z.string().startsWith("{{").endsWith("}}");
const availability = z.array(z.strictObject({ topic })).min(1);
const icon = z.string().regex(/^mdi:[a-z0-9-]+$/);

const device = z.strictObject({
  identifiers: z.array(id).min(1),
  name,
  manufacturer: z.string().optional(),
  model: z.string().optional(),
  sw_version: z.string().optional(),
  via_device: id.optional(),
});

const common = {
  unique_id: id,
  name,
  icon: icon.optional(),
  enabled_by_default: z.literal(false).optional(),
  availability: availability.optional(),
  // Seconds; only where the entry speaks MQTT 5.
  message_expiry_interval: z.int().min(1).optional(),
};

/** Keys that every component of this platform may have; the entity id must be of its domain. */
function platform<P extends string, Shape extends z.ZodRawShape>(p: P, shape: Shape) {
  const default_entity_id = z.string().regex(new RegExp(`^${p}\\.[a-z0-9_]+$`));
  return z.strictObject({ p: z.literal(p), ...common, default_entity_id, ...shape });
}

const anyCategory = z.enum(["config", "diagnostic"]).optional();
const json_attributes_topic = topic.optional();

/** Units that the class takes; without a class the unit is free. A wrong one kills the component. */
const units: Readonly<Record<string, readonly string[]>> = {
  data_rate: ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "B/s", "kB/s", "MB/s", "GB/s", "KiB/s", "MiB/s", "GiB/s"],
  data_size: ["bit", "kbit", "Mbit", "Gbit", "B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"],
  duration: ["d", "h", "min", "s", "ms"],
};
const stateClasses: Readonly<Record<string, readonly string[]>> = {
  data_rate: ["measurement"],
  data_size: ["measurement", "total", "total_increasing"],
  duration: ["measurement", "total", "total_increasing"],
};

const sensor = platform("sensor", {
  state_topic: topic,
  value_template: template.optional(),
  json_attributes_topic,
  // A sensor must not be `config`.
  entity_category: z.literal("diagnostic").optional(),
  device_class: z.enum(["data_rate", "data_size", "duration", "timestamp", "enum"]).optional(),
  unit_of_measurement: z.string().min(1).optional(),
  state_class: z.enum(["measurement", "total", "total_increasing"]).optional(),
  suggested_display_precision: z.int().min(0).optional(),
  options: z.array(z.string()).min(1).optional(),
}).superRefine((component, context) => {
  const { device_class: kind, unit_of_measurement: unit, state_class: state } = component;
  const wrong = (message: string): void => context.addIssue({ code: "custom", message });
  if (kind === undefined) return;
  const allowed = units[kind];
  if (allowed === undefined && (unit !== undefined || state !== undefined))
    wrong(`${kind} takes no unit and no state class`);
  if (allowed !== undefined && !allowed.includes(unit ?? "")) wrong(`${kind} does not take the unit ${unit}`);
  if (state !== undefined && allowed !== undefined && !stateClasses[kind]?.includes(state))
    wrong(`${kind} is never ${state}`);
  if ((kind === "enum") !== (component.options !== undefined)) wrong("options and enum belong together");
});

const recorderBytes = 32_768;

const components = z.discriminatedUnion("p", [
  sensor,
  platform("binary_sensor", {
    state_topic: topic,
    value_template: template.optional(),
    json_attributes_topic,
    entity_category: z.literal("diagnostic").optional(),
    device_class: z.enum(["connectivity", "problem"]).optional(),
    payload_on: z.string().optional(),
    payload_off: z.string().optional(),
  }),
  platform("select", {
    state_topic: topic,
    command_topic: topic,
    value_template: template.optional(),
    entity_category: anyCategory,
    options: z
      .array(
        z
          .string()
          .min(1)
          .refine((option) => [...option].length <= 255 && !/^(none|unknown|unavailable)$/i.test(option)),
      )
      .min(1)
      .refine((options) => new Set(options).size === options.length, "the same option twice")
      .refine((options) => Buffer.byteLength(JSON.stringify(options)) < recorderBytes, "too large for the recorder"),
  }),
  platform("switch", {
    state_topic: topic,
    command_topic: topic,
    value_template: template.optional(),
    state_on: z.enum(["ON", "OFF"]).optional(),
    state_off: z.enum(["ON", "OFF"]).optional(),
    payload_on: z.enum(["ON", "OFF"]).optional(),
    payload_off: z.enum(["ON", "OFF"]).optional(),
    entity_category: anyCategory,
  }),
  platform("button", {
    command_topic: topic,
    payload_press: z.string().optional(),
    entity_category: anyCategory,
    device_class: z.enum(["identify", "restart", "update"]).optional(),
  }),
  platform("text", {
    state_topic: topic,
    command_topic: topic,
    entity_category: anyCategory,
    max: z.int().min(1).max(255),
    mode: z.enum(["text", "password"]).optional(),
  }),
  platform("scene", { command_topic: topic, payload_on: z.string(), entity_category: anyCategory }),
  platform("update", {
    state_topic: topic,
    command_topic: topic.optional(),
    payload_install: z.string().optional(),
    entity_category: anyCategory,
    device_class: z.literal("firmware").optional(),
  }),
  platform("event", {
    state_topic: topic,
    event_types: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
    entity_category: anyCategory,
    device_class: z.enum(["button", "doorbell", "motion"]).optional(),
  }),
]);

/** A key of the map is split on spaces by Home Assistant, and a change of platform must be a new key. */
const componentMap = z.record(z.string().regex(/^[a-z0-9_]+$/), components).superRefine((map, context) => {
  for (const [key, component] of Object.entries(map)) {
    if (!key.startsWith(`${component.p}_`)) context.addIssue({ code: "custom", message: `${key} is a ${component.p}` });
  }
});

/** One payload on `<prefix>/device/<object id>/config`, tombstones aside. */
export const discoveryPayload = z.strictObject({
  device,
  origin: z.strictObject({
    name: z.string().min(1),
    sw_version: z.string().optional(),
    support_url: z.url().optional(),
  }),
  components: componentMap.refine((map) => Object.keys(map).length > 0),
  availability: availability.optional(),
  availability_mode: z.literal("all").optional(),
});
export type DiscoveryPayload = z.output<typeof discoveryPayload>;

/** Node id and object id of a discovery topic. */
export const discoveryTopic = z.string().regex(/^homeassistant\/device\/[a-zA-Z0-9_-]+\/config$/);
