import { describe, expect, test } from "vitest";
import { actorOf, createHub } from "./hub.ts";

const options = { id: "a1b2", name: "home", url: "http://127.0.0.1:9", secret: "", cap: "disruptive" } as const;

describe("a hub", () => {
  test("opens one controller for all who ask", async () => {
    const hub = createHub(options);
    const [one, other] = await Promise.all([hub.open(), hub.open()]);
    expect(one.controller).toBe(other.controller);
    expect(one.controller.id).toBe("a1b2");
    await hub.close();
  });

  test("takes Node-RED's long ids of nodes in subflows, told apart by their tails", async () => {
    const hub = createHub({ ...options, id: "0123456789abcdef-FEDCBA9876543210" });
    const { controller } = await hub.open();
    expect(controller.id).toBe("123456789abcdef-fedcba9876543210");
    await hub.close();
  });

  test("caps what all flows of it may do", () => {
    expect(createHub({ ...options, cap: "critical" }).caps).toEqual({
      outlets: { "node-red": "critical" },
      controller: "critical",
    });
  });

  test("tells settings that core refuses as an error of the flow, and closes all the same", async () => {
    const hub = createHub({ ...options, url: "nonsense" });
    await expect(hub.open()).rejects.toMatchObject({ name: "FlowError", code: "invalid-input" });
    await hub.close();
  });

  test("does not open once it is closed", async () => {
    const hub = createHub(options);
    await hub.close();
    await expect(hub.open()).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("actorOf", () => {
  test("names a node by its id, and by its name where it has one", () => {
    expect(actorOf({ id: "n" })).toEqual({ outlet: "node-red", id: "n" });
    expect(actorOf({ id: "n", name: "Bedtime" })).toEqual({ outlet: "node-red", id: "n", name: "Bedtime" });
  });
});
