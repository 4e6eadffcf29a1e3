import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";

/** What may be done there; what may not is not shown. */
export interface MaintenanceRights {
  readonly reload: boolean;
  readonly restart: boolean;
  readonly upgradeCore: boolean;
  readonly upgradeUi: boolean;
  readonly geo: boolean;
  readonly flushFakeIp: boolean;
  readonly heapProfile: boolean;
}

/** For when something is stuck. */
export function maintenanceScreen(frame: Frame, rights: MaintenanceRights, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { maintenance } = t;
  const buttons: Button[] = [];
  if (rights.geo) buttons.push(press(maintenance.geo, { do: "updateGeo" }));
  if (rights.upgradeUi) buttons.push(press(t.upgrade.ui, { do: "upgradeUi" }, "danger"));
  if (rights.flushFakeIp) buttons.push(press(maintenance.flushFakeIp, { do: "flushFakeIp" }, "danger"));
  if (rights.reload) buttons.push(press(maintenance.reload, { do: "reloadConfig" }, "danger"));
  if (rights.restart) buttons.push(press(maintenance.restart, { do: "restartCore" }, "danger"));
  if (rights.upgradeCore) buttons.push(press(t.upgrade.core, { do: "upgradeCore" }, "danger"));
  if (rights.heapProfile) buttons.push(press(maintenance.heapProfile, { do: "heapProfile" }));
  return layout(frame, t, {
    title: maintenance.title,
    body: [html`${buttons.length === 0 ? maintenance.nothing : maintenance.text}`],
    rows: inRows(buttons, 2),
    back: { do: "more" },
  });
}
