import { expect, test } from "vitest";
import { ruleFingerprint } from "./rule-fingerprint.ts";

test("names type, payload and target, and nothing that changes by itself", () => {
  expect(ruleFingerprint({ type: "DomainSuffix", payload: "example.com", proxy: "Proxy" })).toBe(
    "DomainSuffix,example.com,Proxy",
  );
  expect(ruleFingerprint({ type: "Match", payload: "", proxy: "DIRECT" })).toBe("Match,,DIRECT");
});
