import type { Component } from "./component.ts";

/** Nothing is ever said there. */
const nowhere = "pointsman/gone";

/** What Home Assistant needs of a component at the least, by platform. */
const least: Readonly<Record<Component["p"], Readonly<Record<string, unknown>>>> = {
  binary_sensor: { state_topic: nowhere },
  button: { command_topic: nowhere },
  event: { state_topic: nowhere, event_types: ["gone"] },
  scene: { command_topic: nowhere, payload_on: "gone" },
  select: { command_topic: nowhere, state_topic: nowhere, options: ["gone"] },
  sensor: { state_topic: nowhere },
  switch: { command_topic: nowhere, state_topic: nowhere },
  text: { command_topic: nowhere, state_topic: nowhere },
  update: { state_topic: nowhere },
};

/**
 * A component that is gone, just alive enough for Home Assistant to take it for the one that it knows: only then can it be
 * taken away from a Home Assistant that was not there when it went. Not enabled, should it not be known.
 */
export function huskOf(platform: string, uniqueId: string): Readonly<Record<string, unknown>> | undefined {
  if (!Object.hasOwn(least, platform)) return undefined;
  return { p: platform, unique_id: uniqueId, enabled_by_default: false, ...least[platform as Component["p"]] };
}
