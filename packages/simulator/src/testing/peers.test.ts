import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describePeers, findPeers, peer, requiredPeers } from "./peers.ts";

const dir = mkdtempSync(path.join(tmpdir(), "pointsman-peers-"));
afterAll(() => rmSync(dir, { recursive: true }));

function program(name: string, says: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, `#!/bin/sh\necho "${says}"\n`);
  chmodSync(file, 0o755);
  return file;
}

const core = program("mihomo", "Mihomo Meta alpha-0000001 linux amd64 with go1.26");
const mute = program("mute", "something else");

describe("finding peers", () => {
  it("finds a core on PATH and asks it for its version", () => {
    expect(findPeers({ PATH: dir }).core).toEqual({ name: "core", path: core, version: "alpha-0000001" });
  });

  it("lets the variable win over PATH", () => {
    const other = program("other", "Mihomo Meta v9.9.9 linux");
    expect(findPeers({ PATH: dir, MIHOMO_BIN: other }).core?.version).toBe("v9.9.9");
  });

  it("never takes the core on PATH for the old core", () => {
    expect(findPeers({ PATH: dir })["old-core"]).toBeUndefined();
  });

  it("does not count a program that says something else of itself", () => {
    expect(peer("core", { MIHOMO_BIN: mute })).toBeUndefined();
  });
});

describe("required peers", () => {
  it("answers undefined for a missing peer that nobody requires", () => {
    expect(peer("old-core", {})).toBeUndefined();
  });

  it("throws one sentence that says how to mend it when a required peer is missing", () => {
    expect(() => peer("old-core", { REQUIRE_PEERS: "core,old-core" })).toThrow(
      "REQUIRE_PEERS asks for old-core, which was not found: set MIHOMO_OLD_BIN.",
    );
    expect(() => peer("core", { REQUIRE_PEERS: "core", MIHOMO_BIN: "/no/such/file" })).toThrow(
      "MIHOMO_BIN=/no/such/file is not a program that runs here",
    );
  });

  it("refuses a name that is no peer", () => {
    expect(() => requiredPeers({ REQUIRE_PEERS: "core, brokre" })).toThrow('REQUIRE_PEERS names "brokre"');
  });

  it("tells in one line who took part and who was not found", () => {
    const line = describePeers({ PATH: dir, CHROMIUM_BIN: "/no/such/file" });
    expect(line).toContain("core (alpha-0000001)");
    expect(line).toMatch(/not found: .*old-core.*chromium/);
    expect(line).not.toContain("\n");
  });
});
