import { expect } from "vitest";
import type { Connection, ConnectionsFrame } from "../../src/schemas/connection.ts";
import type { MeteredFrame } from "../../src/engines/ledger/frame/metered.ts";

/**
 * Expects what was read of a frame to be what the parser made of it. What a connection says beside its counters is taken
 * once: `known` holds the serials that were compared already.
 */
export function expectSameFrame(read: MeteredFrame, parsed: ConnectionsFrame, known: Set<number>): void {
  const { open } = read;
  const slots = [...open.order.subarray(0, open.count)];
  const isNew = slots.map((slot) => !known.has(open.serials[slot]!));
  for (const slot of slots) known.add(open.serials[slot]!);
  const connections = slots.map((slot, index) => {
    const { id, ...rest } = open.about(slot);
    return { id, upload: open.upload[slot], download: open.download[slot], ...(isNew[index] ? rest : {}) };
  });
  const expected = unique(parsed.connections ?? []).map((connection, index) => {
    const { id, upload, download } = connection;
    return { id, upload, download, ...(isNew[index] ? aboutOf(connection) : {}) };
  });
  expect({ ...read, open: connections }).toStrictEqual({
    uploadTotal: parsed.uploadTotal,
    downloadTotal: parsed.downloadTotal,
    open: expected,
  });
}

/** Of an id that is listed twice the first place and the last counters. */
function unique(connections: readonly Connection[]): Connection[] {
  const byId = new Map<string, Connection>();
  for (const one of connections) {
    const { upload, download } = one;
    byId.set(one.id, { ...(byId.get(one.id) ?? one), upload, download });
  }
  return [...byId.values()];
}

function aboutOf({ metadata, start, chains, providerChains, rule, rulePayload }: Connection): object {
  const { type, process, host, sniffHost, sourceIP, destinationIP } = metadata;
  return {
    sourceIP,
    startMs: Date.parse(start),
    route: {
      type: type ?? "",
      process: process ?? "",
      host,
      sniffHost: sniffHost ?? "",
      // Where there is a name it may be left out.
      destinationIP: (host || sniffHost || "").length > 1 ? expect.anything() : (destinationIP ?? ""),
      chains,
      providerChains: providerChains ?? null,
      rule,
      rulePayload: rulePayload ?? "",
    },
  };
}
