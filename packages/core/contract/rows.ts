import { answeredOrSeenToGo } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { createClient, type OwnedClient, rowFunction } from "../src/client/client.ts";
import { isControllerError } from "../src/client/errors.ts";
import { type EndpointId, rowOf, rowsById } from "../src/endpoints/index.ts";
import { calls, type Outcome, type RowCall } from "./calls.table.ts";
import type { Target } from "./targets.ts";

export interface TargetKind {
  readonly name: string;
  /** False where the program was not found: its tests are then shown as skipped. */
  readonly isPresent: boolean;
  readonly profile: "current" | "old";
  start(): Promise<Target>;
}

/** What zod itself says of an answer: in the field only the quick check looks. */
function fullCheck(schema: z.ZodType | undefined, value: unknown): unknown {
  return schema === undefined ? value === undefined || value : (schema.safeParse(value).error?.issues ?? true);
}

/** Calls every row on one kind of core, each answer held against its full schema, each failure against its code. */
export function rowContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`every row on ${kind.name}`, () => {
    let target: Target;
    let client: OwnedClient;
    const called = new Set<EndpointId>();

    beforeAll(async () => {
      target = await kind.start();
      client = createClient({ url: target.url, secret: target.secret, name: kind.name });
    });
    afterAll(async () => {
      await client[Symbol.asyncDispose]();
      await target.stop();
    });

    streams(() => ({ target, client, called }));

    test.each(calls.map((call) => ({ call, title: titleOf(call, kind.profile) })))("$title", async ({ call }) => {
      called.add(call.id);
      const row = rowOf(call.id);
      let outcome: Outcome = "ok";
      try {
        const answer = (): Promise<unknown> => Promise.resolve(rowFunction(client, call.id)(call.params?.(target)));
        const value = await (call.id === "core.restart" ? restarted(client, answer) : answer());
        expect(fullCheck(row.kind === "stream" ? row.frame : row.response, value)).toBe(true);
      } catch (error) {
        if (!isControllerError(error)) throw error;
        outcome = error.code;
      }
      expect(outcome).toBe(expectedOf(call, kind.profile));
    });

    test("no row was left out", () => {
      expect([...called].sort()).toEqual([...rowsById.keys()].sort());
    });
  });
}

/** A core that restarts may cut its own answer off. */
function restarted(client: OwnedClient, call: () => Promise<unknown>): Promise<unknown> {
  const isLoss = (error: unknown): boolean => isControllerError(error) && error.reason === "lost";
  return answeredOrSeenToGo(client.traffic.stream({}), call, { isLoss, answer: { status: "ok" } });
}

function expectedOf(call: RowCall, profile: TargetKind["profile"]): Outcome {
  return profile === "old" ? (call.old ?? call.expect) : call.expect;
}

function titleOf(call: RowCall, profile: TargetKind["profile"]): string {
  const target = { url: "", secret: "", testUrl: "URL", configText: "…" } as Target;
  const params = JSON.stringify(call.params?.(target) ?? {}).slice(0, 80);
  return `${call.id} ${params} → ${expectedOf(call, profile)}`;
}

interface Bench {
  readonly target: Target;
  readonly client: OwnedClient;
  readonly called: Set<EndpointId>;
}

/** Frames while a connection is open, so that there is something to say. */
function streams(bench: () => Bench): void {
  const cases: [EndpointId, Record<string, unknown>, (frame: never) => boolean][] = [
    ["traffic.stream", {}, () => true],
    ["memory.stream", {}, (frame: { inuse: number }) => frame.inuse > 0],
    ["logs.stream", { level: "debug" }, () => true],
    ["logs.stream", { level: "debug", format: "structured" }, () => true],
    [
      "connections.stream",
      { interval: 100 },
      (frame: { connections: unknown[] | null }) => (frame.connections?.length ?? 0) > 0,
    ],
  ];
  test.each(cases)("%s %j yields frames of its schema", async (id, params, isEnough) => {
    const { target, client, called } = bench();
    called.add(id);
    const row = rowOf(id);
    const frames = (rowFunction(client, id)(params) as AsyncIterable<never>)[Symbol.asyncIterator]();
    const over = new AbortController();
    const enough = (async () => {
      for (;;) {
        const { value } = await frames.next();
        expect(fullCheck(row.kind === "stream" ? row.frame : undefined, value)).toBe(true);
        if (isEnough(value as never)) return;
      }
    })().finally(() => over.abort());
    // A line that came before the socket was open is not told again, so somebody keeps talking.
    while (!over.signal.aborted) {
      const end = await target.openTraffic();
      for (let turn = 0; turn < 5 && !over.signal.aborted; turn++) await client.connections.list();
      end();
    }
    await enough;
    await frames.return?.();
  });

  test("connections.list shows an open connection in its full schema", async () => {
    const { target, client } = bench();
    const end = await target.openTraffic();
    const frame = await client.connections.list();
    const row = rowOf("connections.list");
    expect(fullCheck(row.kind === "query" ? row.response : undefined, frame)).toBe(true);
    expect(frame.connections?.length).toBeGreaterThan(0);
    end();
  });
}
