import type { OperationOutput } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";

/** More would not fit into one message. */
const shownScenes = 20;

export type SceneEntry = OperationOutput<"list-scenes">["rows"][number] & { readonly ref: string };

export interface ScenesModel {
  readonly frame: Frame;
  readonly scenes: readonly SceneEntry[];
  readonly mayAct: boolean;
  /** One was just set from this chat. */
  readonly undoable: boolean;
}

function contents({ select, mode, rules }: SceneEntry, t: Locale): string {
  const groups = Object.keys(select).length;
  const switched = Object.keys(rules).length;
  return [
    ...(groups > 0 ? [t.scenes.select(groups)] : []),
    ...(mode === undefined ? [] : [t.scenes.mode(t.mode.names[mode] ?? mode)]),
    ...(switched > 0 ? [t.scenes.rules(switched)] : []),
  ].join(" · ");
}

/** The scenes, each a tap away, and the way back. */
export function scenesScreen({ frame, scenes, mayAct, undoable }: ScenesModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const shown = scenes.slice(0, shownScenes);
  return layout(frame, t, {
    title: t.scenes.title,
    body: [
      html`${scenes.length === 0 ? t.scenes.none : mayAct ? t.scenes.pick : ""}`,
      ...shown.map((scene) => html`${plainName(scene.scene, 24)}${t.colon}${contents(scene, t)}`),
    ],
    rows: mayAct
      ? [
          undoable ? [press(t.scenes.undo, { do: "undoLatest" })] : [],
          ...shown.map(({ scene, ref }) => [
            press(labelOf(1, "🎬 ", { name: scene }), { do: "applyScene", scene: ref }),
          ]),
          [press(t.scenes.save, { do: "saveScene" })],
        ]
      : [],
    back: { do: "more" },
    refresh: { do: "scenes" },
  });
}
