import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { buttonsFor } from "./keyboard.ts";
import { dots, type Frame, layout, type Reach, type Screen } from "./layout.ts";

export interface ControllersModel {
  readonly frame: Frame;
  readonly controllers: readonly { readonly id: string; readonly ref: string; readonly reach: Reach }[];
}

/** The controllers of this person; the chat steers one at a time. */
export function controllersScreen({ frame, controllers }: ControllersModel, t: Locale): Screen {
  return layout(frame, t, {
    title: t.controllers.title,
    body: [html`${t.controllers.pick}`],
    // At most 40: more would not fit into one keyboard's 10 KB with room to spare.
    rows: controllers.slice(0, 40).map(({ id, ref, reach }) => {
      const active = ref === frame.controller.ref;
      return [
        buttonsFor(ref).press(
          `${active ? "✅ " : ""}${dots[reach]} ${id}`,
          { do: "useController" },
          active ? "success" : undefined,
        ),
      ];
    }),
    back: { do: "home" },
    refresh: { do: "controllers" },
  });
}
