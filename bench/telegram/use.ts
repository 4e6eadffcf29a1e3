import { search } from "../../packages/telegram-bot/src/model/search.ts";
import { type Benchmark, compared, median } from "../measure.ts";
import { bigPicture } from "./picture.ts";

const texts = ["hk 15", "JP", "iepl x1.3", "sg 1002 | iepl x1.2", "nothing like it", "香港 20"];
const rounds = 30;
const warmUp = 5;

/** What `/use` looks through, against `String.includes` over the name of every member of every group. */
export const botUse: Benchmark = {
  name: "bot-use",
  run() {
    const picture = bigPicture();
    const times = { ours: [] as number[], baseline: [] as number[] };
    for (let round = -warmUp; round < rounds; round += 1) {
      const text = texts[(round + warmUp) % texts.length] ?? "";
      const start = performance.now();
      const found = search(picture, text).length;
      const between = performance.now();
      let included = 0;
      for (const { all } of picture.groups) for (const name of all) if (name.includes(text)) included += 1;
      const end = performance.now();
      if (found + included < 0) throw new Error("nothing was looked for");
      if (round < 0) continue;
      times.ours.push(between - start);
      times.baseline.push(end - between);
    }
    const figures = { ours: median(times.ours), baseline: median(times.baseline) };
    return Promise.resolve(compared("bot-use", figures, 3, "ms", "2,000 nodes in 50 groups"));
  },
};
