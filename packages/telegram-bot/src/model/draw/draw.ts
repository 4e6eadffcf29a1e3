import { isControllerError, textsFor } from "@pointsman/core";
import { controllerRef } from "../../callback/ref.ts";
import { commandOffers, commandsFor, helpOn } from "../../commands.ts";
import { brokenScreen } from "../../screens/kit/broken.ts";
import { confirmScreen } from "../../screens/kit/confirm.ts";
import { dnsScreen } from "../../screens/dns.ts";
import { errorsScreen } from "../../screens/errors.ts";
import { foundScreen } from "../../screens/found.ts";
import { testsScreen } from "../../screens/groups/groups.ts";
import { helpScreen } from "../../screens/help.ts";
import { homeScreen } from "../../screens/home.ts";
import { type Frame, outsideText, type Screen } from "../../screens/kit/layout.ts";
import { modeScreen } from "../../screens/mode.ts";
import { statusScreen } from "../../screens/status.ts";
import { testScreen } from "../../screens/test.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Route } from "../../session/route.ts";
import { type Draw, householdDrawers } from "./household.ts";
import { listDrawers } from "./lists.ts";
import { ownDrawers } from "./own.ts";
import { watchDrawers } from "./watch.ts";
import { groupEntries } from "../groups/entries.ts";
import { homeModel } from "../home-model.ts";
import { reachOf } from "../picture.ts";
import { mayFlushDns, mayFlushFakeIp, maySetLogLevel, maySetMode, mayTouch } from "../rights.ts";
import { search } from "../search.ts";
import { statusModel } from "../status-model.ts";
import { testModel } from "../test-model.ts";

/** Whose clock this chat's times are told by. */
function zoneOf({ memory, timeZone: household }: ChatState): Pick<Frame, "timeZone"> {
  const timeZone = memory.settings.timeZone ?? household;
  return timeZone === undefined ? {} : { timeZone };
}

function frameOf(state: ChatState): Frame {
  const { controller, notice, pausedAt, isSlowed } = state;
  const { lostAt } = controller.observer.snapshot;
  return {
    controller: {
      id: controller.id,
      ref: controllerRef(controller.id),
      reach: reachOf(controller),
      ...(lostAt === undefined ? {} : { lostAt }),
    },
    ...(notice === undefined ? {} : { notice }),
    ...(pausedAt === undefined ? {} : { pausedAt }),
    ...(isSlowed === true ? { isSlowed } : {}),
    ...zoneOf(state),
  };
}

/** What goes wrong, in the person's language, with the core's own words where it said any. */
export function errorText(error: unknown, t: ChatState["t"]): string {
  if (!isControllerError(error)) return t.toast.bug;
  const own = textsFor(t.tag).errors[error.code];
  return error.detail === undefined ? own : `${own} (${outsideText(error.detail, 100)})`;
}

const severity = ["debug", "info", "warning", "error", "silent"];

/** The core's own log level where it hides lines that are asked for. */
function hidingLevel(coreLevel: string | undefined, level: string): string | undefined {
  return coreLevel !== undefined && severity.indexOf(coreLevel) > severity.indexOf(level) ? coreLevel : undefined;
}

/** One entry per screen. A screen whose subject is gone falls back to the one above it. */
const drawers: { readonly [At in Route["at"]]: Draw<At> } = {
  home: (state, _, frame) => homeScreen(homeModel(state, frame), state.t),
  help: ({ person, controllers, t }, { about }, frame) => {
    const commands = commandsFor(person, t, commandOffers(person, controllers));
    const groups = person.groups === undefined ? {} : { groups: person.groups };
    return helpScreen({ frame, role: person.role, commands: helpOn(commands, about ?? ""), ...groups }, t);
  },
  status: ({ controller, memory, t }, _, frame) => {
    const isPinned = memory.dashboard?.controller === controller.id;
    return statusScreen({ ...statusModel(controller, frame), now: Date.now(), isPinned }, t);
  },
  tests: (state, { page }, frame) => testsScreen({ frame, groups: groupEntries(state), page }, state.t),
  test: (state, _, frame) => {
    const model = state.job && testModel(state, state.job, frame, (error) => errorText(error, state.t));
    return model === undefined ? draw({ ...state, route: { at: "tests", page: 0 } }) : testScreen(model, state.t);
  },
  dns: ({ person, lookup, t }, { asking }, frame) => {
    return dnsScreen(
      {
        frame,
        mayFlush: mayFlushDns(person),
        mayFlushFakeIp: mayFlushFakeIp(person),
        asking,
        ...(lookup === undefined ? {} : { result: lookup }),
      },
      t,
    );
  },
  errors: ({ controller, person, tail, t }, { level, text, most }, frame) => {
    const coreLevel = hidingLevel(controller.observer.snapshot.settings?.["log-level"], level);
    return errorsScreen(
      {
        frame,
        level,
        state: tail?.state ?? "stopped",
        lines: tail?.lines ?? [],
        dropped: tail?.dropped ?? 0,
        gap: tail?.gap ?? false,
        maySetCore: maySetLogLevel(person, controller),
        ...(text === undefined ? {} : { text }),
        ...(most === undefined ? {} : { most }),
        ...(tail?.heldBack === undefined ? {} : { heldBack: tail.heldBack }),
        ...(coreLevel === undefined ? {} : { coreLevel }),
      },
      t,
    );
  },
  mode: ({ controller, person, t }, _, frame) => {
    const { mode } = controller.observer.snapshot;
    return modeScreen({ frame, mayAct: maySetMode(person), ...(mode === undefined ? {} : { mode }) }, t);
  },
  confirm: ({ t }, question, frame) => confirmScreen({ frame, ...question }, t),
  found: (state, { page }, frame) => {
    const text = state.search ?? "";
    const within = state.searchIn;
    const all = search(state.controller.observer.snapshot, text);
    const matches = within === undefined ? all : all.filter((one) => one.kind === "node" && one.group === within);
    return foundScreen({ frame, text, matches, page, mayAct: mayTouch(state.person) }, state.t);
  },
  ...listDrawers,
  ...householdDrawers,
  ...ownDrawers,
  ...watchDrawers,
};

/** What stands there where it cannot be drawn. */
export function drawBroken(state: ChatState): Screen {
  return brokenScreen(frameOf(state), state.t);
}

/** The chat's screen as it should look now. */
export function draw(state: ChatState): Screen {
  const drawer = drawers[state.route.at] as Draw<Route["at"]>;
  return drawer(state, state.route, frameOf(state));
}
