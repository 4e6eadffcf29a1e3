import { draw } from "../../packages/telegram-bot/src/model/draw/draw.ts";
import { locales } from "../../packages/telegram-bot/src/locales/index.ts";
import { chatsOnPaper, peopleOnPaper } from "../../packages/telegram-bot/test/support/people.ts";
import { type Benchmark, median } from "../measure.ts";
import { bigPicture, controllerOf } from "./picture.ts";

const rounds = 150;
const warmUp = 20;
const medianMs = 10;
const p99Ms = 30;

/** A group's screen with 2,000 nodes, of a picture that was just read: nothing of it is known from the time before. */
export const botScreen: Benchmark = {
  name: "bot-screen",
  run() {
    const times: number[] = [];
    const person = { id: 1, role: "admin" } as const;
    const [people, memory] = [peopleOnPaper(person), chatsOnPaper().of(person.id)];
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const controller = controllerOf(bigPicture());
      const route = { at: "group", group: `Group ${round % 50}`, page: round % 250, tap: "u" } as const;
      const start = performance.now();
      draw({ person, t: locales.en, people, memory, controller, controllers: [controller], route });
      if (round >= warmUp) times.push(performance.now() - start);
    }
    const p99 = times.toSorted((a, b) => a - b)[Math.floor(rounds * 0.99)] ?? Number.NaN;
    const ours = median(times);
    return Promise.resolve({
      name: "bot-screen",
      ours,
      baseline: null,
      unit: "ms",
      ratio: ours / medianMs,
      target: `<= ${medianMs} ms median, <= ${p99Ms} ms p99`,
      met: ours <= medianMs && p99 <= p99Ms,
      note: `p99 ${p99.toFixed(1)} ms`,
    });
  },
};
