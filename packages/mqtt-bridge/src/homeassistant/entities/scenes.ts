import type { ControllerTopics } from "../../mqtt/topics.ts";
import { labelBook } from "../../names/labels.ts";
import { asciiPart, nameHash, slugBook } from "../../names/slug.ts";
import type { House } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** Each scene of the config, and each that was saved. */
export function sceneEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { scenes, may }: House,
): [string, Component][] {
  if (!may("apply-scene")) return [];
  const slugs = slugBook(scenes, "s");
  return scenes.map((scene) => {
    const hash = nameHash(scene);
    return [
      `scene_${slugs.slugOf(scene).replaceAll("-", "_")}`,
      {
        ...identity(scope, {
          platform: "scene",
          unique: `scene_${hash.slice(0, 12)}`,
          object: asciiPart(scene) || `scene_${hash.slice(0, 4)}`,
          name: labelBook([scene]).labelOf(scene),
        }),
        icon: "mdi:palette-outline",
        command_topic: topics.request("apply-scene"),
        payload_on: JSON.stringify({ scene }),
      },
    ];
  });
}
