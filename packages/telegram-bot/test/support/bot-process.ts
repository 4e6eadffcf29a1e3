import { once } from "node:events";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { openController } from "@pointsman/core";
import { type Pace, startBot, type TelegramConfigInput } from "../../src/index.ts";

/** At which step of writing a state file the process stands still for ever. */
export type Standstill = "half-written" | "renamed";

/** What the process is told on its command line, as JSON. */
export interface BotProcessOrder {
  readonly config: TelegramConfigInput;
  readonly core: { readonly url: string; readonly secret: string };
  readonly pace: Partial<Pace>;
  readonly stateDir?: string;
  readonly standstill?: Standstill;
  /** Asked for with Node's own `fetch`, which listens to the environment, before the bot starts. */
  readonly probe?: string;
}

// As they are before one of them is replaced, which an import by name would follow.
const { renameSync, writeFileSync } = fs;

/** Says so and never goes on, as far as this process is concerned: only a signal ends it. */
function standStill(): never {
  writeFileSync(1, "standing still\n");
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** The next write of a state file goes so far and no further. */
function standStillAt(step: Standstill): void {
  if (step === "half-written") {
    fs.writeFileSync = (file, text, options) => {
      writeFileSync(file, typeof text === "string" ? text.slice(0, text.length / 2) : text, options);
      standStill();
    };
  } else {
    fs.renameSync = (from, to) => {
      renameSync(from, to);
      standStill();
    };
  }
  syncBuiltinESMExports();
}

const { config, core, pace, stateDir, standstill, probe } = JSON.parse(process.argv[2] ?? "") as BotProcessOrder;
if (probe !== undefined) await fetch(probe).catch(() => undefined);
const controller = openController({ id: "home", ...core });
const bot = await startBot({
  config,
  controllers: new Map([["home", controller]]),
  pace,
  timeZone: "UTC",
  ...(stateDir === undefined ? {} : { stateDir }),
});
await bot.ready;
if (standstill !== undefined) standStillAt(standstill);
process.stdout.write("ready\n");
await once(process, "SIGTERM");
await bot.stop();
await controller.close();
