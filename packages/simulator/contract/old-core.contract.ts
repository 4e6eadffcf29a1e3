import { describe, it } from "vitest";
import { peer } from "../src/testing/index.ts";
import { realTarget } from "./real-target.ts";
import { contract } from "./suite.ts";

const core = peer("old-core");

if (core) contract(realTarget(core, "old"));
else {
  describe("contract on old-core", () => {
    it.todo("did not run: no old core was found (set MIHOMO_OLD_BIN)");
  });
}
