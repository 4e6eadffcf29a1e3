import type { Controller } from "@pointsman/core";
import { expect, test } from "vitest";
import { controllerProbe, healthOf } from "./health.ts";

const controller = (id: string, reachability: string): Controller =>
  ({ id, observer: { snapshot: { reachability } } }) as unknown as Controller;

test("all is well when every part is", () => {
  expect(healthOf([controllerProbe(controller("home", "reachable"))])).toEqual({ status: "ok", failing: [] });
});

test("names each part that is not well, and how it is", () => {
  const probes = [
    controllerProbe(controller("home", "reachable")),
    controllerProbe(controller("cabin", "unauthorized")),
    () => ({ part: "mqtt", isWell: false, state: "connecting" }),
  ];
  expect(healthOf(probes)).toEqual({
    status: "failing",
    failing: [
      { part: "controller cabin", state: "unauthorized" },
      { part: "mqtt", state: "connecting" },
    ],
  });
});
