import { describe, it } from "vitest";
import { peer } from "../src/testing/index.ts";
import { realTarget } from "./real-target.ts";
import { contract } from "./suite.ts";

const core = peer("core");

if (core) contract(realTarget(core, "current"));
else {
  describe("contract on core", () => {
    it.todo("did not run: no core was found (set MIHOMO_BIN)");
  });
}
