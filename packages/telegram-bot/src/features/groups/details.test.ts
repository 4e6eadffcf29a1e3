import { expect, test } from "vitest";
import { detailsOf } from "./details.ts";

const sample = (delay: number) => ({ time: "2026-11-28T05:00:00Z", delay });
const proxy = { name: "HK", type: "Vless", udp: true, history: [sample(40), sample(0), sample(90)] };

test("a node's tests are those of its group's address, or of any where that was never asked", () => {
  const extra = { "http://own": { alive: true, history: [sample(70)] }, "http://new": { alive: true, history: null } };
  expect(detailsOf({ ...proxy, extra }, "http://own").tests).toEqual([70]);
  expect(detailsOf({ ...proxy, extra }, "http://other").tests).toEqual([40, null, 90]);
  expect(detailsOf({ ...proxy, extra }, "http://new").tests).toEqual([40, null, 90]);
  expect(detailsOf(proxy, "__proto__").tests).toEqual([40, null, 90]);
});

test("a node's flags are those that are on, and another proxy in front of it is named", () => {
  expect(detailsOf({ ...proxy, xudp: true, tfo: false, mptcp: true, "dialer-proxy": "" }, "")).toMatchObject({
    flags: ["xudp", "mptcp"],
  });
  expect(detailsOf({ ...proxy, "dialer-proxy": "Relay" }, "").through).toBe("Relay");
  expect(detailsOf(proxy, "")).not.toHaveProperty("through");
});
