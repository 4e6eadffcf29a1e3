import { ControllerError } from "@pointsman/core";
import { describe, expect, test, vi } from "vitest";
import type { Hub } from "../../runtime/hub.ts";
import { fakeHub } from "../../testing/fake-controller.ts";
import { perform } from "./perform.ts";

const node = { id: "n", name: "Bedtime" };
const ask = (hub: Hub, action: string, input: Record<string, unknown> = {}, signal = new AbortController().signal) =>
  perform(hub, { action, input }, { signal, node });

describe("perform", () => {
  test("runs an operation in the name of the node", async () => {
    const run = vi.fn(async () => ({ now: "HK 01" }));
    const input = { group: "Proxy", node: "HK 01" };
    expect(await ask(fakeHub({ run }), "select-node", input)).toEqual({ now: "HK 01" });
    expect(run).toHaveBeenCalledWith("select-node", input, {
      actor: { outlet: "node-red", id: "n", name: "Bedtime" },
      signal: expect.any(AbortSignal),
    });
  });

  test("calls a row with its parameters, and gives null where it answers nothing", async () => {
    const select = vi.fn(async () => undefined);
    const input = { group: "Proxy", body: { name: "HK 01" } };
    expect(await ask(fakeHub({ client: { proxies: { select } } }), "proxies.select", input)).toBeNull();
    expect(select).toHaveBeenCalledWith(input, { signal: expect.any(AbortSignal) });
  });

  test("asks the policy before a row is called", async () => {
    const closeAll = vi.fn();
    const hub = fakeHub({ client: { connections: { closeAll } } }, { controller: "reversible" });
    await expect(ask(hub, "connections.closeAll")).rejects.toMatchObject({
      code: "forbidden",
      cause: { row: "connections.closeAll" },
    });
    expect(closeAll).not.toHaveBeenCalled();
  });

  test.each([
    ["select-nod", 'did you mean "select-node"?'],
    ["proxies.selct", 'did you mean "proxies.select"?'],
    ["", "No action is chosen."],
    ["logs.stream", "is a stream"],
    ["constructor", 'There is no operation or endpoint "constructor".'],
  ])("refuses %j with a sentence", async (action, sentence) => {
    await expect(ask(fakeHub({}), action)).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining(sentence),
    });
  });

  test("passes a failure of core on with its code and what was asked for", async () => {
    const run = async (): Promise<never> => {
      throw new ControllerError("busy", "Somebody restarts it.");
    };
    await expect(ask(fakeHub({ run }), "restart-core")).rejects.toMatchObject({
      code: "busy",
      cause: { operation: "restart-core", message: "Somebody restarts it." },
    });
  });
});
