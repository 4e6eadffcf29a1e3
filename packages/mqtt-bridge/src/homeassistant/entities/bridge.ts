import type { Texts } from "../../locales/texts.ts";
import type { Topics } from "../../mqtt/topics.ts";
import { logLevels } from "../../config.ts";
import { bridgeEventTypes } from "../../state/bridge-states.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

type Entry = [string, Component];

/** The bridge's own: whether it is there, how it does, and what happens to it. */
export function bridgeEntities(scope: EntityScope, topics: Topics, texts: Texts): Entry[] {
  return [
    ...program(scope, topics, texts),
    ...work(scope, topics, texts),
    ...trouble(scope, topics, texts),
    ...care(scope, topics, texts),
  ];
}

const off = { enabled_by_default: false } as const;

/** Without a core of its own, the bridge is what an entity depends on. */
function always({ bridgeState }: Topics): { entity_category: "diagnostic"; availability: { topic: string }[] } {
  return { entity_category: "diagnostic", availability: [{ topic: bridgeState }] };
}

function named<P extends Component["p"]>(scope: EntityScope, platform: P, what: string, name: string) {
  return identity(scope, { platform, unique: what, object: what, name });
}

function program(scope: EntityScope, topics: Topics, texts: Texts): Entry[] {
  const connected: Component = {
    ...named(scope, "binary_sensor", "connected", texts.connected),
    device_class: "connectivity",
    entity_category: "diagnostic",
    state_topic: topics.bridgeState,
    payload_on: "online",
    payload_off: "offline",
  };
  const version: Component = {
    ...named(scope, "sensor", "version", texts.version),
    ...always(topics),
    ...off,
    icon: "mdi:tag-outline",
    state_topic: topics.bridgeInfo,
    value_template: "{{ value_json.version }}",
  };
  const started: Component = {
    ...named(scope, "sensor", "started", texts.started),
    ...always(topics),
    device_class: "timestamp",
    state_topic: topics.bridgeInfo,
    value_template: "{{ value_json.started }}",
  };
  return [
    ["binary_sensor_connected", connected],
    ["sensor_version", version],
    ["sensor_started", started],
  ];
}

/** Figures that stand still as long as nothing happens. */
function work(scope: EntityScope, topics: Topics, texts: Texts): Entry[] {
  const figure = (what: string, name: string, field: string): Component => ({
    ...named(scope, "sensor", what, name),
    ...always(topics),
    state_topic: topics.bridgeHealth,
    value_template: `{{ value_json.${field} }}`,
  });
  const counter = { ...off, state_class: "total_increasing" } as const;
  const controllers = figure("controllers", texts.controllers, "connected");
  const reconnects = figure("reconnects", texts.reconnects, "reconnects");
  const dropped = figure("dropped", texts.dropped, "dropped");
  return [
    ["sensor_controllers", { ...controllers, icon: "mdi:router-network" }],
    ["sensor_reconnects", { ...reconnects, ...counter, icon: "mdi:connection" }],
    ["sensor_dropped", { ...dropped, ...counter, icon: "mdi:email-off-outline" }],
  ];
}

function trouble(scope: EntityScope, topics: Topics, texts: Texts): Entry[] {
  const problem: Component = {
    ...named(scope, "binary_sensor", "problem", texts.problem),
    ...always(topics),
    device_class: "problem",
    state_topic: topics.bridgeProblem,
    value_template: "{{ value_json.problem }}",
    json_attributes_topic: topics.bridgeProblem,
  };
  const lastError: Component = {
    ...named(scope, "sensor", "last_error", texts.lastError),
    ...always(topics),
    ...off,
    icon: "mdi:alert-circle-outline",
    state_topic: topics.bridgeProblem,
    // Null becomes "None", which Home Assistant reads as unknown.
    value_template: "{{ value_json.last_error }}",
  };
  const { availability } = always(topics);
  const event: Component = {
    ...named(scope, "event", "events", texts.events),
    icon: "mdi:bell-outline",
    availability,
    state_topic: topics.bridgeEvent,
    event_types: bridgeEventTypes,
  };
  return [
    ["binary_sensor_problem", problem],
    ["sensor_last_error", lastError],
    ["event_bridge", event],
  ];
}

/** What acts on the bridge itself; none of it touches a core. */
function care(scope: EntityScope, topics: Topics, texts: Texts): Entry[] {
  const config = { ...off, ...always(topics), entity_category: "config" } as const;
  const rediscover: Component = {
    ...named(scope, "button", "rediscover", texts.rediscover),
    ...config,
    icon: "mdi:bullhorn-outline",
    command_topic: topics.bridgeRequest("rediscover"),
    payload_press: "{}",
  };
  const purge: Component = {
    ...named(scope, "button", "purge", texts.purge),
    ...config,
    icon: "mdi:broom",
    command_topic: topics.bridgeRequest("purge"),
    payload_press: "{}",
  };
  const log: Component = {
    ...named(scope, "select", "log_topic", texts.logTopic),
    ...config,
    icon: "mdi:math-log",
    state_topic: topics.bridgeInfo,
    value_template: "{{ value_json.log }}",
    command_topic: topics.bridgeRequest("set-log-level"),
    options: logLevels,
  };
  return [
    ["button_rediscover", rediscover],
    ["button_purge", purge],
    ["select_log_topic", log],
  ];
}
