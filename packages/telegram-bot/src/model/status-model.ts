import type { Controller } from "@pointsman/core";
import { chartKindsOf } from "../charts/read-chart.ts";
import type { Frame } from "../screens/kit/layout.ts";
import type { StatusModel } from "../screens/status.ts";
import { groupEntries } from "./groups/entries.ts";

/** More would push the figures out of sight. */
const groupsOnDashboard = 10;

/** How the core is doing, as far as the picture tells. */
export function statusModel(controller: Controller, frame: Frame): Omit<StatusModel, "now"> {
  const { version, mode, traffic, memory, connections } = controller.observer.snapshot;
  const { up, down, uploadTotal, downloadTotal } = traffic ?? {};
  return {
    frame,
    ...(version === undefined ? {} : { version }),
    ...(mode === undefined ? {} : { mode }),
    ...(up === undefined || down === undefined
      ? {}
      : {
          traffic: {
            up,
            down,
            ...(uploadTotal === undefined ? {} : { upTotal: uploadTotal }),
            ...(downloadTotal === undefined ? {} : { downTotal: downloadTotal }),
          },
        }),
    ...(memory === undefined ? {} : { memory }),
    ...(connections === undefined ? {} : { connections: connections.count }),
    groups: groupEntries({ controller }).slice(0, groupsOnDashboard),
    hasCharts: chartKindsOf(controller).length > 0,
  };
}
