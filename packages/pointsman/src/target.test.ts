import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { targetOf } from "./target.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-target-"));
  writeFileSync(
    path.join(folder, "one.yaml"),
    "controllers: { home: { url: 'http://one', secret: from-file, policy: none } }",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("targetOf", () => {
  test("is this machine without anything", async () => {
    expect(await targetOf({ flags: {}, environment: {} })).toEqual({ url: "http://127.0.0.1:9090" });
  });

  test("flags win over the environment, and both over the config", async () => {
    const environment = { POINTSMAN_CONTROLLER: "http://env", POINTSMAN_SECRET: "env" };
    expect(await targetOf({ flags: {}, environment })).toEqual({ url: "http://env", secret: "env" });
    expect(await targetOf({ flags: { controller: "unix:/run/core.sock", secret: "flag" }, environment })).toEqual({
      url: "unix:/run/core.sock",
      secret: "flag",
    });
    const config = path.join(folder, "one.yaml");
    expect(await targetOf({ flags: { config }, environment: {} })).toMatchObject({
      id: "home",
      url: "http://one",
      secret: "from-file",
    });
    expect(await targetOf({ flags: { config, secret: "flag" }, environment: {} })).toMatchObject({
      url: "http://one",
      secret: "flag",
    });
  });

  test("no cap of the config holds on the command line", async () => {
    expect(await targetOf({ flags: { config: path.join(folder, "one.yaml") }, environment: {} })).not.toHaveProperty(
      "policy",
    );
  });
});
