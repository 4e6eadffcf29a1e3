import type { Connection, ConnectionFilter, ConnectionsFrame } from "@pointsman/core";
import { readFields } from "../../catalog/stored-fields.ts";
import { inputFields } from "../../catalog/task.ts";
import type { Opened } from "../../runtime/hub.ts";
import type { Red, StoredConfig } from "../../runtime/red.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import { assembleInput } from "../shared/action-input.ts";
import { registerSource, showHealth, type Source, sourceMessage } from "../shared/source.ts";
import { type ConnectionsConfig, readConnectionsConfig } from "./config.ts";
import { createConnectionWatch } from "./connection-changes.ts";
import { connectionsDescription } from "./description.ts";

export function registerConnections(red: Red): void {
  registerSource(
    red,
    "pointsman-connections",
    async (source, opened, stored) => {
      const config = readConnectionsConfig(stored);
      const filter = await storedFilter(source, opened, stored);
      if (source.signal.aborted) return;
      const stream = opened.controller.streams.connections(config.everyMs);
      const onFrame = frameReader(source, opened, config, filter);
      let gap: number | undefined;
      const leave = stream.onEvent((event) => {
        if (event.kind === "gap") gap = event.ms;
        if (event.kind !== "frame") return;
        onFrame(event.frame, gap === undefined ? {} : { gap });
        gap = undefined;
      });
      try {
        await showHealth(source, stream, "connections.stream");
      } finally {
        leave();
      }
    },
    readConnectionsConfig,
  );
}

/** Evaluated once: a source has no message to take values from. */
async function storedFilter({ red, node }: Source, { core }: Opened, stored: StoredConfig): Promise<ConnectionFilter> {
  const [task] = connectionsDescription.tasks;
  const fields = inputFields(
    task,
    core.listActions().find(({ id }) => id === task.action),
  );
  const given = readFields(stored["fields"]);
  const values = new Map<string, unknown>();
  for (const { path } of fields) {
    const field = given.get(path);
    if (field !== undefined) values.set(path, await evaluateField(red, node, {}, path, field));
  }
  return assembleInput({ fields }, values)["filter"] ?? {};
}

type OnFrame = (frame: ConnectionsFrame, more: Readonly<Record<string, unknown>>) => void;

function frameReader(
  source: Source,
  { core, controller: { engines } }: Opened,
  { mode, limit }: ConnectionsConfig,
  filter: ConnectionFilter,
): OnFrame {
  const isDevice = core.deviceMatch(filter.device, engines, "list-connections");
  const fits = (connection: Connection): boolean => core.matchesFilter(connection, filter, isDevice, Date.now());
  const row = (connection: Connection) => core.connectionRow(connection, engines.devices);
  const { node, status } = source;
  const show = (count: number): void => status.set({ fill: "green", shape: "dot", text: String(count) });
  const message = (topic: string, rows: readonly object[], more: object) => {
    const dropped = rows.length - limit;
    return sourceMessage(source, topic, dropped > 0 ? rows.slice(0, limit) : rows, {
      ...(dropped > 0 ? { dropped } : {}),
      ...more,
    });
  };
  if (mode === "snapshot") {
    return (frame, more) => {
      const rows = (frame.connections ?? []).filter(fits);
      show(rows.length);
      const totals = { count: rows.length, uploadTotal: frame.uploadTotal, downloadTotal: frame.downloadTotal };
      node.send([message("connections", rows.map(row), { totals, ...more }), null]);
    };
  }
  const watch = createConnectionWatch(fits, mode === "updates");
  return (frame, more) => {
    show(frame.connections?.length ?? 0);
    const changes = watch.next(frame);
    if (changes === undefined) return;
    const opened = changes.opened.map(row);
    const closed = changes.closed.map(row);
    const updated = changes.updated.map(({ connection, upload, download }) => ({
      ...row(connection),
      moved: { upload, download },
    }));
    if (opened.length > 0) node.send([message("opened", opened, more), null]);
    if (updated.length > 0) node.send([message("updated", updated, more), null]);
    if (closed.length > 0) node.send([null, message("closed", closed, more)]);
  };
}
