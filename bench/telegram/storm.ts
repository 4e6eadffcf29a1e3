import { setTimeout as wait } from "node:timers/promises";
import { type Benchmark, median } from "../measure.ts";
import { openHouse } from "./house.ts";

const linesPerSecond = 5000;
const seconds = 60;
const editsPerMinute = 12;
const growthMb = 20;
/** By then Node.js has the room that such a storm takes. */
const warmMs = 15_000;

/** A core that cries, and somebody who looks at its errors. */
export const botStorm: Benchmark = {
  name: "bot-storm",
  async run() {
    await using house = await openHouse(["home", String(linesPerSecond)]);
    const { api, ada, memory, sees } = house;
    ada.send("/errors");
    await sees("⏺ live");
    await wait(warmMs);
    const editsBefore = api.calls.of("editMessageText").length;
    const memoryBefore = median(memory.slice(-5));
    await wait(seconds * 1000);
    const edits = api.calls.of("editMessageText").length - editsBefore;
    const growth = median(memory.slice(-10)) - memoryBefore;
    const text = ada.messages().findLast(({ from }) => from === "bot")?.text ?? "";
    const [, dropped] = /(\d+) lines were too many/.exec(text) ?? [];
    return {
      name: "bot-storm",
      ours: edits,
      baseline: null,
      unit: "edits a minute",
      ratio: edits / editsPerMinute,
      target: `<= ${editsPerMinute}, RSS < ${growthMb} MB more, what is left out is told`,
      met: edits <= editsPerMinute && growth < growthMb && dropped !== undefined,
      note: `${linesPerSecond} lines/s for ${seconds} s, ${dropped ?? "none"} said to be left out, RSS ${growth.toFixed(1)} MB more`,
    };
  },
};
