import { openController } from "@pointsman/core";
import { startBridge } from "../src/index.ts";

// A bridge in a process of its own, to be killed. Arguments: the broker's and the core's address.
const [, , url = "", core = ""] = process.argv;
startBridge({
  config: { url, protocol: 4 },
  controllers: new Map([["home", openController({ id: "home", url: core })]]),
  instance: "attic",
});
