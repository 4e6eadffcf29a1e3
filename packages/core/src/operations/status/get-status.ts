import { z } from "zod";
import { isControllerError } from "../../client/errors.ts";
import { defineOperation, type OperationController } from "../define.ts";
import { GroupRow, groupRows } from "../groups/list-groups.ts";
import { readProxies } from "../picture.ts";
import { Bytes, NoInput } from "../shapes.ts";
import { firstFrame } from "./first-frame.ts";

/** Frames come once a second; the first of `/memory` is always 0 and does not count (reference §4.3). */
const TRAFFIC_WAIT_MS = 2_500;
const MEMORY_WAIT_MS = 3_500;

const nothing = {
  reachable: false,
  version: null,
  mode: null,
  groups: [],
  up: null,
  down: null,
  uploadTotal: null,
  downloadTotal: null,
  memory: null,
  connections: null,
};

async function readStatus({ client, streams }: OperationController, signal: AbortSignal) {
  // One question first, so that a dead core is told within one deadline and opens no streams.
  const { version } = await client.version.get({}, { signal });
  const [settings, proxies, open, traffic] = await Promise.all([
    client.configs.get({}, { signal }),
    readProxies(client, signal),
    client.connections.list({}, { signal }),
    firstFrame(streams.traffic, { waitMs: TRAFFIC_WAIT_MS, signal }),
  ]);
  // The core refreshes this figure only while somebody reads `/memory` (reference §8.1).
  const memory =
    open.memory ||
    (await firstFrame(streams.memory, { waitMs: MEMORY_WAIT_MS, signal, accept: ({ inuse }) => inuse > 0 }))?.inuse;
  return {
    version,
    mode: settings.mode,
    groups: groupRows(proxies, false),
    up: traffic?.up ?? null,
    down: traffic?.down ?? null,
    uploadTotal: open.uploadTotal,
    downloadTotal: open.downloadTotal,
    memory: memory ?? null,
    connections: open.connections?.length ?? 0,
  };
}

export const getStatus = defineOperation({
  id: "get-status",
  danger: "none",
  summary: "Show how the core is doing",
  input: NoInput,
  /** Null: the core did not say. With `reachable: false` everything else is null or empty and `error` says why. */
  output: z.object({
    reachable: z.boolean(),
    error: z.string().exactOptional(),
    version: z.string().nullable(),
    mode: z.string().nullable(),
    groups: z.array(GroupRow),
    /** Bytes per second. */
    up: z.number().nullable(),
    down: z.number().nullable(),
    uploadTotal: Bytes.nullable(),
    downloadTotal: Bytes.nullable(),
    /** Resident bytes of the core. */
    memory: Bytes.nullable(),
    connections: z.number().int().nullable(),
  }),
  async run({ controller, signal }) {
    try {
      return { reachable: true, ...(await readStatus(controller, signal)) };
    } catch (error) {
      if (!isControllerError(error) || !(error.code === "unreachable" || error.code === "timeout")) throw error;
      return { ...nothing, error: error.message };
    }
  },
});
