import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { Scene, sceneName } from "../../engines/scenes/scene.ts";
import { isInfoNode } from "../../identity/info-node.ts";
import type { Group } from "../../schemas/proxy.ts";
import { defineOperation } from "../define.ts";
import { pinOf } from "../groups/switch-group.ts";
import { type RuleRow, ruleRow } from "../rules/list-rules.ts";

/** What a group was put on: a Selector's member, an automatic group's pin or null for none. Undefined: nobody can choose there, or nobody would. */
function chosenIn(group: Group): string | null | undefined {
  const pin = pinOf(group);
  if (pin !== null) return pin || null;
  return group.now === undefined || isInfoNode(group.now) ? undefined : group.now;
}

/** Rules that are off, and those that another scene switches, so that one scene takes back what the other did. */
function switchesIn(rules: readonly RuleRow[], scenes: readonly Scene[]): Record<string, boolean> {
  const named = new Set(scenes.flatMap((scene) => Object.keys(scene.rules)));
  const told = rules.filter(
    // Old cores, which do not count, cannot switch.
    ({ disabled, hits, fingerprint, payload }) =>
      disabled || (hits !== undefined && (named.has(fingerprint) || named.has(payload))),
  );
  // Of rules that are alike the first decides.
  return Object.fromEntries(told.toReversed().map((rule) => [rule.fingerprint, !rule.disabled]));
}

export const saveScene = defineOperation({
  id: "save-scene",
  danger: "reversible",
  summary: "Save what the groups use, the mode and the switched rules as a scene",
  input: z.strictObject({ scene: sceneName }),
  output: z.object({
    scene: z.string(),
    /** It took the place of a saved one of the same name. */
    replaced: z.boolean(),
    ...Scene.shape,
  }),
  lock: () => "scene",
  groups: () => [],
  async run({ controller, signal }, { scene: name }) {
    const { client } = controller;
    const scenes = engineOf(controller.engines, "scenes", "save-scene");
    const [{ proxies }, { mode }, { rules }] = await Promise.all([
      client.groups.list({}, { signal }),
      client.configs.get({}, { signal }),
      client.rules.list({}, { signal }),
    ]);
    const chosen = (proxies ?? []).flatMap((group): [string, string | null][] => {
      const node = chosenIn(group);
      return node === undefined ? [] : [[group.name, node]];
    });
    const others = scenes.list(controller.id).map(({ scene }) => scene);
    const scene = Scene.parse({
      select: Object.fromEntries(chosen.toSorted(([one], [other]) => (one < other ? -1 : 1))),
      ...(Scene.shape.mode.safeParse(mode).success ? { mode } : {}),
      rules: switchesIn((rules ?? []).map(ruleRow), others),
    });
    return { scene: name, replaced: scenes.save(controller.id, name, scene), ...scene };
  },
});
