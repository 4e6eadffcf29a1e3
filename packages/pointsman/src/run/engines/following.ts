import path from "node:path";
import { textFile } from "@pointsman/core/state";
import type { EngineDefinition } from "./engine.ts";

/** What was chosen stays chosen: over renames, reloads and restarts. Remembered in `following.json`. */
export const followingEngine: EngineDefinition = {
  name: "following",
  async open({ stateDir, log, engines: { alerts } }) {
    const { followReportText, openFollowing } = await import("@pointsman/core/following");
    const following = openFollowing({
      state: textFile(path.join(stateDir, "following.json")),
      onReport: (report) => {
        log.info(`${report.controller}: ${followReportText(report, "en")}`);
        alerts?.report(report);
      },
      onTrouble: log.warn,
    });
    return {
      offers: { choices: following },
      follow: (controller) => following.follow(controller),
      close: () => following.close(),
    };
  },
};
