import { RefIndex } from "../../callback/ref.ts";
import { type SceneEntry } from "../../screens/setup/scenes.ts";
import { shortName } from "../../text/name.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";
import { forgetSwitch } from "../groups/switching.ts";

async function read({ session, controller, actor }: PressContext): Promise<SceneEntry[]> {
  const { rows } = await controller.run("list-scenes", {}, { actor, signal: session.signal });
  const refs = new RefIndex(
    "scene",
    rows.map(({ scene }) => scene),
  );
  return rows.map((row) => ({ ...row, ref: refs.refOf(row.scene) ?? "" }));
}

async function show(press: PressContext, undoable: boolean, text?: string): Promise<PressResult> {
  const route = { at: "scenes", rows: await read(press), undoable } as const;
  return text === undefined ? { route } : { route, toast: text, notice: { kind: "done", text } };
}

async function save(press: PressContext, text: string): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const { scene } = await controller.run("save-scene", { scene: text.trim() }, { actor, signal: session.signal });
  return await show(press, false, t.scenes.saved(shortName(scene, 30)));
}

/** Presses on scenes. */
export const scenes: Pick<Handlers, "scenes" | "applyScene" | "saveScene" | "undoLatest"> = {
  scenes: async (press) => await show(press, false),

  async applyScene(press, { scene: ref }) {
    const { session, controller, actor, t } = press;
    const rows = await read(press);
    const found = rows.find((one) => one.ref === ref);
    if (found === undefined) throw new StalePress(t.scenes.gone, { at: "scenes", rows, undoable: false });
    const options = { actor, signal: session.signal };
    const applied = await controller.run("apply-scene", { scene: found.scene }, options);
    const changed = applied.rows.filter((row) => row.changed).length;
    // What a switch of before would put back is not what was there.
    forgetSwitch(press);
    return await show(press, changed > 0, t.scenes.applied(shortName(found.scene, 30), changed));
  },

  saveScene: ({ controller, t }) => ({
    route: {
      at: "ask",
      title: t.scenes.title,
      prompt: t.scenes.ask,
      back: { do: "scenes" },
      deed: { controller, run: save },
    },
  }),

  async undoLatest(press) {
    const { session, controller, actor, t } = press;
    const { total } = await controller.run("undo", {}, { actor, signal: session.signal });
    forgetSwitch(press);
    const text = t.scenes.undone(total);
    return controller.engines.scenes === undefined
      ? { route: { at: "home" }, toast: text }
      : await show(press, false, text);
  },
};
