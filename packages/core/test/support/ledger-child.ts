import { openLedger } from "../../src/engines/ledger/index.ts";
import { connection, frameOf } from "./connections.ts";
import { handHeld } from "./hand-held.ts";

// Counts and saves as fast as it can until it is killed; one line per save tells how far it came.
const ledger = openLedger({ file: process.argv[2] ?? "", timeZone: "UTC" });
const controller = handHeld();
ledger.follow(controller);
controller.send(frameOf([]));
for (let round = 1; ; round += 1) {
  controller.send(
    frameOf(Array.from({ length: 40 }, (_, index) => connection(`c${index}`, { download: round * 100 }))),
  );
  ledger.flush();
  // A frame that is never saved, unless by the next round.
  controller.send(
    frameOf(Array.from({ length: 40 }, (_, index) => connection(`c${index}`, { download: round * 100 + 50 }))),
  );
  process.stdout.write(`${round}\n`);
}
