import { onTestFinished } from "vitest";
import { openAlerts, type Alerts, type AlertsOptions } from "../../src/engines/alerts/alerts.ts";
import type { AlertEvent } from "../../src/engines/alerts/model/types.ts";
import type { AlertsState } from "../../src/engines/alerts/state.ts";
import type { AlertsController } from "../../src/engines/alerts/watched-controller.ts";
import { ChangeBuffer } from "../../src/observer/change-buffer.ts";
import { diffSnapshots } from "../../src/observer/diff/snapshots.ts";
import { emptySnapshot } from "../../src/observer/snapshot.ts";
import type { Change, Snapshot } from "../../src/observer/types.ts";
import { Reader } from "../../src/streams/reader.ts";
import { fakeClock } from "./fake-clock.ts";

/** A controller whose picture the test paints. */
export interface PaintedController extends AlertsController {
  /** The picture changes; readers are told as the observer would. */
  paint(fields: Partial<Snapshot>, ...more: readonly Change[]): void;
  log(line: string): void;
  /** Rounds of delay tests that were asked for. */
  readonly tested: readonly (readonly { readonly node: string; readonly url: string }[])[];
  /** Runs when tests were asked for: the results, painted. */
  onTest: () => void;
}

export function paintedController(id = "home"): PaintedController {
  let snapshot: Snapshot = emptySnapshot;
  const readers = new Set<Reader<Change>>();
  const listeners = new Set<(event: { kind: "frame"; frame: { type: string; payload: string } }) => void>();
  const tested: (readonly { readonly node: string; readonly url: string }[])[] = [];
  const controller = {
    id,
    observer: {
      get snapshot() {
        return snapshot;
      },
      watch: (_interest: unknown, { signal }: { signal?: AbortSignal } = {}) =>
        new Reader<Change>({
          buffer: new ChangeBuffer(),
          signal,
          onStart: (reader) => readers.add(reader),
          onStop: (reader) => readers.delete(reader),
        }),
      refresh: () => Promise.resolve(snapshot),
    },
    streams: {
      logs: () => ({
        onEvent: (listener: (event: { kind: "frame"; frame: { type: string; payload: string } }) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      }),
    },
    delays: {
      test: (targets: readonly { readonly node: string; readonly url: string }[]) => {
        tested.push(targets);
        painted.onTest();
        return Promise.resolve([]);
      },
    },
  };
  const painted = Object.assign(controller, {
    tested,
    onTest: (): void => {},
    paint(fields: Partial<Snapshot>, ...more: readonly Change[]): void {
      const was = snapshot;
      snapshot = { ...was, ...fields };
      for (const change of [...more, ...diffSnapshots(was, snapshot)])
        for (const reader of readers) reader.push(change);
    },
    log(line: string): void {
      for (const listener of listeners) listener({ kind: "frame", frame: { type: "error", payload: line } });
    },
  });
  return painted as unknown as PaintedController;
}

/** The engine on a clock of the test's, with what it saved and what one reader was told. */
export function alertsHouse(options: Partial<AlertsOptions> = {}, saved?: AlertsState, start?: number) {
  const clock = fakeClock(start);
  const saves: AlertsState[] = [];
  const alerts: Alerts = openAlerts({
    store: { load: () => saved, save: (state) => saves.push(JSON.parse(JSON.stringify(state)) as AlertsState) },
    timeZone: "UTC",
    now: clock.now,
    timers: clock.timers,
    ...options,
  });
  onTestFinished(() => alerts.close());
  const events: AlertEvent[] = [];
  void (async () => {
    for await (const event of alerts.events()) events.push(event);
  })();
  return { alerts, clock, events, saves, told: () => events.flatMap(toldBy) };
}

function toldBy(event: AlertEvent): readonly string[] {
  if (event.type !== "digest") return [`${event.type} ${event.alert.key}`];
  return [`digest ${event.reason}`, ...event.events.flatMap((single) => toldBy(single).map((one) => `- ${one}`))];
}
