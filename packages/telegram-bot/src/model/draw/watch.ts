import { alertText } from "@pointsman/core";
import { controllerRef } from "../../callback/ref.ts";
import { chartKindsOf } from "../../charts/read-chart.ts";
import { languageOf } from "../../locales/index.ts";
import { whoamiScreen } from "../../screens/own/whoami.ts";
import { configScreen } from "../../screens/setup/config.ts";
import { auditScreen } from "../../screens/watch/audit.ts";
import { controllersScreen } from "../../screens/watch/controllers.ts";
import { diagnosisScreen } from "../../screens/watch/diagnosis.ts";
import { overviewScreen } from "../../screens/watch/overview.ts";
import { reportScreen, type ReportModel } from "../../screens/watch/report.ts";
import type { ControllerEntry } from "../../screens/watch/survey-line.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Draw } from "./household.ts";
import { groupEntries } from "../groups/entries.ts";
import { alertEntries, offersOf } from "../household.ts";
import { reachOf } from "../picture.ts";
import { maintenanceRights, maySeeAudit } from "../rights.ts";

type Watch = "controllers" | "overview" | "report" | "diagnosis" | "config" | "audit" | "whoami";

/** More would push the last alert out of sight. */
const groupsOnReport = 10;

/** The screens that look after the controllers. */
export const watchDrawers: { readonly [At in Watch]: Draw<At> } = {
  controllers: (state, _, frame) =>
    controllersScreen(
      {
        frame,
        controllers: state.controllers.map((one) => controllerEntry(state, one)),
        mayDiagnose: maySeeAudit(state.person),
      },
      state.t,
    ),
  overview: (state, _, frame) => {
    const controllers = state.controllers.map((one) => {
      const { traffic, connections } = one.observer.snapshot;
      const alerts = offersOf(one, state.person).alerts ? alertEntries(one) : [];
      return {
        ...controllerEntry(state, one),
        ...(traffic === undefined ? {} : { traffic }),
        ...(connections === undefined ? {} : { connections: connections.count }),
        alerts: alerts.filter(({ alert }) => alert.state !== "recovered").length,
      };
    });
    return overviewScreen({ frame, controllers }, state.t);
  },
  report: (state, _, frame) => reportScreen({ frame, ...reportOf(state) }, state.t),
  diagnosis: ({ t }, { diagnosis }, frame) => diagnosisScreen(frame, diagnosis, t),
  config: ({ controller, person, t }, _, frame) =>
    configScreen(
      {
        frame,
        settings: controller.observer.snapshot.settings,
        mayReload: maintenanceRights(person, controller).reload,
      },
      t,
    ),
  audit: ({ t }, { records, page }, frame) => auditScreen({ frame, records, page }, t),
  whoami: ({ person, t }, _, frame) => {
    const { id, role, controllers, groups } = person;
    return whoamiScreen(
      {
        frame,
        id,
        role,
        ...(controllers === undefined ? {} : { controllers }),
        ...(groups === undefined ? {} : { groups }),
      },
      t,
    );
  },
};

function controllerEntry({ survey }: ChatState, controller: ChatState["controller"]): ControllerEntry {
  const { version, mode } = controller.observer.snapshot;
  const answer = survey?.answerOf(controller.id);
  return {
    id: controller.id,
    ref: controllerRef(controller.id),
    reach: reachOf(controller),
    ...(answer === undefined ? {} : { answer }),
    ...(version === undefined ? {} : { version }),
    ...(mode === undefined ? {} : { mode }),
  };
}

function reportOf(state: ChatState): Omit<ReportModel, "frame"> {
  const { controller, person, upSince, t } = state;
  const { version, mode, settings, traffic, memory, connections } = controller.observer.snapshot;
  const tun = settings?.tun;
  const since = upSince?.(controller.id);
  const groups = groupEntries(state);
  const [last] = alertEntries(controller);
  const told = last === undefined ? null : { text: alertText(last.alert, languageOf(t)), at: last.alert.since };
  return {
    ...(version === undefined ? {} : { version }),
    ...(mode === undefined ? {} : { mode }),
    ...(tun === undefined
      ? {}
      : { tun: { enable: tun.enable, ...(tun.stack === undefined ? {} : { stack: tun.stack }) } }),
    ...(since === undefined ? {} : { upSince: since }),
    ...(traffic === undefined ? {} : { traffic }),
    ...(memory === undefined ? {} : { memory }),
    ...(connections === undefined ? {} : { connections: connections.count }),
    groups: groups.slice(0, groupsOnReport),
    moreGroups: Math.max(0, groups.length - groupsOnReport),
    ...(offersOf(controller, person).alerts ? { lastAlert: told } : {}),
    hasCharts: chartKindsOf(controller).length > 0,
  };
}
