import { describe, expect, it } from "vitest";
import { patchSettings } from "./patch.ts";
import { profiles } from "../profile.ts";
import { readSettings, type Settings } from "./settings.ts";

const settings = readSettings({ tun: { enable: true }, "ss-config": "ss://x" }, profiles.current);
const patch = (wanted: object): Settings | undefined => patchSettings(settings, wanted, profiles.current);

describe("patchSettings", () => {
  it("takes words in any case, ignores nulls and unknown keys", () => {
    expect(patch({ mode: "GLOBAL", "LOG-LEVEL": "Debug", ipv6: null, "unified-delay": true })).toMatchObject({
      mode: "global",
      "log-level": "debug",
      ipv6: true,
      "unified-delay": false,
    });
  });

  it.each([
    { "mixed-port": "7890" },
    { "mixed-port": 1.5 },
    { "allow-lan": 1 },
    { mode: "nope" },
    { "log-level": 3 },
    { "lan-allowed-ips": ["10.0.0.1"] },
    { tun: 5 },
    { tun: { stack: "nope" } },
  ])("refuses %j as a whole", (wanted) => {
    expect(patch({ ipv6: false, ...wanted })).toBeUndefined();
  });

  it("switches TUN off unless told to leave it on", () => {
    expect(patch({ tun: { stack: "SYSTEM" } })?.tun).toMatchObject({ enable: false, stack: "System" });
    expect(patch({ tun: { enable: true, stack: "system" } })?.tun["enable"]).toBe(true);
    expect(patch({})?.tun["enable"]).toBe(true);
  });

  it("ends the listeners whose settings it cannot feed back", () => {
    expect(patch({})?.["ss-config"]).toBe("");
  });

  it("does not know find-process-mode in the old core", () => {
    expect(patch({ "find-process-mode": "OFF" })?.["find-process-mode"]).toBe("off");
    expect(patchSettings(settings, { "find-process-mode": "off" }, profiles.old)?.["find-process-mode"]).toBe("strict");
  });
});
