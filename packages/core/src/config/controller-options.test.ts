import { expect, test } from "vitest";
import { z } from "zod";
import { controllerOptions } from "./controller-options.ts";
import { coreConfigShape } from "./schema.ts";

test("each controller gets its own address and secrets, and the shared policy and switching", () => {
  const config = z.strictObject(coreConfigShape).parse({
    controllers: {
      home: {
        url: "http://10.0.0.1:9090",
        secret: "s",
        tls: { ca: "PEM", "server-name": "core.lan" },
        headers: { "x-key": "k" },
        policy: "reversible",
      },
      away: { url: ["https://a", "unix:/run/core.sock"] },
    },
    policy: { mqtt: "none" },
    switching: { "close-connections": "none" },
  });
  const shared = { switching: { closeConnections: "none", followRenames: "auto", reapplyRules: true } };
  expect(Object.fromEntries(controllerOptions(config))).toEqual({
    home: {
      ...shared,
      id: "home",
      name: "home",
      url: "http://10.0.0.1:9090",
      secret: "s",
      tls: { ca: "PEM", serverName: "core.lan", insecure: false },
      headers: { "x-key": "k" },
      policy: { outlets: { mqtt: "none" }, controller: "reversible" },
    },
    away: {
      ...shared,
      id: "away",
      name: "away",
      url: ["https://a", "unix:/run/core.sock"],
      policy: { outlets: { mqtt: "none" } },
    },
  });
});
