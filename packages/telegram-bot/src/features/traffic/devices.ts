import { RefIndex } from "../../callback/ref.ts";
import { type DeviceEntry, deviceLabel } from "../../screens/traffic/devices.ts";
import { shortName } from "../../text/name.ts";
import { askToClose, showConnections } from "./connections.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

async function read({ session, controller, actor }: PressContext): Promise<DeviceEntry[]> {
  const { rows } = await controller.run("list-devices", {}, { actor, signal: session.signal });
  const refs = new RefIndex(
    "device",
    rows.map(({ key }) => key),
  );
  return rows.map((row) => ({ ...row, ref: refs.refOf(row.key) ?? "" }));
}

/** The device behind a reference, as it is now. Throws `StalePress` where nobody knows it any more. */
async function deviceBehind(press: PressContext, ref: string): Promise<DeviceEntry> {
  const rows = await read(press);
  const row = rows.find((one) => one.ref === ref);
  if (row === undefined) throw new StalePress(press.t.devices.gone, { at: "devices", rows, page: 0 });
  return row;
}

async function rename(press: PressContext, key: string, text: string): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const wanted = text.trim();
  const name = wanted === "-" ? "" : wanted;
  const before = (await read(press)).find((one) => one.key === key);
  const options = { actor, signal: session.signal };
  const { name: now } = await controller.run("name-device", { device: key, name }, options);
  const row = (await read(press)).find((one) => one.key === key);
  const was = before === undefined ? key : deviceLabel(before);
  const said = t.devices.named(shortName(was, 24), shortName(now ?? key, 40));
  const route =
    row === undefined
      ? ({ at: "devices", rows: await read(press), page: 0 } as const)
      : ({ at: "device", row } as const);
  return { route, notice: { kind: "done", text: said } };
}

/** Presses on devices. */
export const devices: Pick<Handlers, "devices" | "device" | "nameDevice" | "deviceConnections" | "closeDevice"> = {
  devices: async (press, { page }) => ({ route: { at: "devices", rows: await read(press), page } }),

  device: async (press, { device }) => ({ route: { at: "device", row: await deviceBehind(press, device) } }),

  async nameDevice(press, { device }) {
    const { key, ...row } = await deviceBehind(press, device);
    const { controller, t } = press;
    return {
      route: {
        at: "ask",
        title: t.devices.title,
        prompt: t.devices.ask(shortName(deviceLabel({ key, ...row }), 40)),
        back: { do: "device", device },
        deed: { controller, run: async (later, text) => await rename(later, key, text) },
      },
    };
  },

  async deviceConnections(press, { device }) {
    const row = await deviceBehind(press, device);
    return await showConnections(press, { filter: { device: row.key }, what: deviceLabel(row) });
  },

  async closeDevice(press, { device }) {
    const row = await deviceBehind(press, device);
    const what = deviceLabel(row);
    return await askToClose(press, { filter: { device: row.key }, what }, (count) =>
      press.t.devices.confirmClose(shortName(what, 40), count),
    );
  },
};
