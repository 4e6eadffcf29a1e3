import { setTimeout as wait } from "node:timers/promises";
import { type Benchmark, median } from "../measure.ts";
import { buttonOf, openHouse } from "./house.ts";

const updates = 10_000;
const seconds = 10;
const perTick = 50;
const answerWithinMs = 1000;
const flatMb = 20;
/** 300 bytes for each of them: so much moves by itself, and what is kept of somebody takes more. */
const heldFlatMb = 2;
const warmShare = 0.3;

/** Ten thousand messages of people whom nobody knows, and one of the family who goes on tapping. */
export const botStrangers: Benchmark = {
  name: "bot-strangers",
  async run() {
    await using house = await openHouse(["home"]);
    const { api, ada, memory, held } = house;
    const strangers = Array.from({ length: 200 }, (_, index) =>
      api.user({ id: 5000 + index, name: "Eve", started: true }),
    );
    const { messageId, data } = buttonOf(ada, "Mode");
    const before = api.calls.all.length;
    const ownCalls = new Set(["getUpdates", "answerCallbackQuery", "editMessageText"]);
    const answered: number[] = [];
    let warmMb = 0;
    let warmHeldMb = 0;
    const start = performance.now();
    for (let sent = 0; sent < updates; sent += perTick) {
      for (let index = 0; index < perTick; index += 1) strangers[(sent + index) % strangers.length]?.send("/start");
      // Node.js takes its room with the first load; what comes after that is what counts.
      if (sent === updates * warmShare) {
        warmMb = memory.at(-1) ?? 0;
        warmHeldMb = await held();
      }
      if (sent % 1000 === 0) {
        const pressedAt = performance.now();
        await ada.press(1001, messageId, { data });
        answered.push(performance.now() - pressedAt);
      }
      await wait(Math.max(0, start + ((sent + perTick) / updates) * seconds * 1000 - performance.now()));
    }
    await wait(2000);
    const calls = api.calls.all
      .slice(before)
      .filter(({ method, payload }) => !ownCalls.has(method) || Number(payload["chat_id"] ?? 1001) !== 1001);
    const slowest = Math.max(...answered);
    const growth = median(memory.slice(-4)) - warmMb;
    const heldGrowth = (await held()) - warmHeldMb;
    return {
      name: "bot-strangers",
      ours: slowest,
      baseline: null,
      unit: "ms, the slowest answer to an admin meanwhile",
      ratio: slowest / answerWithinMs,
      target: `<= ${answerWithinMs} ms, no call for strangers, RSS flat (< ${flatMb} MB more), nothing kept (< ${heldFlatMb} MB)`,
      met: slowest <= answerWithinMs && calls.length === 0 && growth < flatMb && heldGrowth < heldFlatMb,
      note: `${updates} updates in ${seconds} s, ${calls.length} calls for them, in the last 7,000 RSS ${growth.toFixed(1)} MB and heap that is held ${heldGrowth.toFixed(2)} MB more, median answer ${median(answered).toFixed(0)} ms`,
    };
  },
};
