import type { Connection, ConnectionsFrame } from "@pointsman/core";

/** What differs between two frames, of the connections that are watched. */
export interface ConnectionChanges {
  readonly opened: readonly Connection[];
  /** As they were seen last, with their last known bytes. */
  readonly closed: readonly Connection[];
  /** Open before and now, with more bytes; empty unless asked for. */
  readonly updated: readonly UpdatedConnection[];
}

export interface UpdatedConnection {
  readonly connection: Connection;
  /** Bytes since the frame before. */
  readonly upload: number;
  readonly download: number;
}

export interface ConnectionWatch {
  /** Undefined for the first frame: what is open then was not opened just now. */
  next(frame: ConnectionsFrame): ConnectionChanges | undefined;
}

/**
 * @param isWatched Asked once per connection, when it is first seen.
 * @param withUpdates Also tell of bytes that moved.
 */
export function createConnectionWatch(
  isWatched: (connection: Connection) => boolean,
  withUpdates: boolean,
): ConnectionWatch {
  /** Null: open, but not watched. */
  let known: ReadonlyMap<string, Connection | null> | undefined;
  return {
    next(frame) {
      const before = known;
      const now = new Map<string, Connection | null>();
      const opened: Connection[] = [];
      const updated: UpdatedConnection[] = [];
      for (const connection of frame.connections ?? []) {
        const was = before?.get(connection.id);
        if (was === undefined) {
          const watched = isWatched(connection);
          now.set(connection.id, watched ? connection : null);
          if (watched) opened.push(connection);
          continue;
        }
        now.set(connection.id, was === null ? null : connection);
        if (!withUpdates || was === null) continue;
        const upload = connection.upload - was.upload;
        const download = connection.download - was.download;
        if (upload > 0 || download > 0) updated.push({ connection, upload, download });
      }
      known = now;
      if (before === undefined) return undefined;
      const closed = [...before.values()].filter((was) => was !== null && !now.has(was.id));
      return { opened, closed: closed as Connection[], updated };
    },
  };
}
