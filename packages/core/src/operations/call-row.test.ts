import { expect, test } from "vitest";
import { scriptedCore } from "../../test/scripted-core.ts";
import type { Actor, AuditRecord, PolicyCaps } from "../policy/types.ts";
import { createRowCaller } from "./call-row.ts";

const actor: Actor = { outlet: "mqtt", id: "request/api" };

function callerOf(policy: PolicyCaps = {}) {
  const core = scriptedCore({
    "version.get": () => ({ version: "v1" }),
    "proxies.select": () => undefined,
    "storage.put": () => undefined,
  });
  const audit: AuditRecord[] = [];
  const { id, client } = core.controller;
  return { core, audit, call: createRowCaller({ id, client, policy, audit: (record) => audit.push(record) }) };
}

test("a command by a row leaves a line in the audit, a query none", async () => {
  const { call, audit } = callerOf();
  expect(await call("version.get", {}, { actor })).toEqual({ version: "v1" });
  await call("proxies.select", { group: "Proxy", body: { name: "HK 01" } }, { actor });
  expect(audit).toMatchObject([
    {
      operation: "proxies.select",
      outcome: "done",
      actor: { outlet: "mqtt", id: "request/api" },
      input: { group: "Proxy", body: { name: "HK 01" } },
    },
  ]);
});

test("a body that may hold keys and passwords is told by its keys alone", async () => {
  const { call, audit } = callerOf();
  await call("storage.put", { key: "notes", body: { password: "canary" } }, { actor });
  expect(audit[0]?.input).toEqual({ key: "notes", body: { keys: ["password"] } });
  expect(JSON.stringify(audit)).not.toContain("canary");
});

test("what the policy refuses never reaches the core, and stands in the audit", async () => {
  const { call, audit, core } = callerOf({ outlets: { mqtt: "reversible" } });
  await expect(call("storage.put", { key: "notes", body: {} }, { actor })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(core.sent).toEqual([]);
  expect(audit).toMatchObject([{ operation: "storage.put", outcome: "failed", code: "forbidden" }]);
});
