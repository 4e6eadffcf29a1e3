import { setTimeout as wait } from "node:timers/promises";
import { request } from "undici";
import { type Benchmark, median } from "../measure.ts";
import { buttonOf, openHouse } from "./house.ts";

const presses = 15;
const mostMs = 40;
/** The bot takes what it read so recently for fresh. */
const freshMs = 2100;

async function fetchMs(url: string): Promise<number> {
  const start = performance.now();
  const { body } = await request(url);
  JSON.parse(await body.text());
  return performance.now() - start;
}

/** From the press to the edit that Telegram gets, with 2,000 nodes in 50 groups, against reading `/proxies` alone. */
export const botPress: Benchmark = {
  name: "bot-press",
  async run() {
    await using house = await openHouse(["many"]);
    const { api, ada, coreUrl, sees } = house;
    ada.send("/nodes");
    await sees("Which group?");
    const buttons =
      ada
        .messages()
        .findLast(({ from }) => from === "bot")
        ?.buttons.flat() ?? [];
    // Above the groups stand the favourites.
    const group = buttons.find(({ text }) => text.includes("→"))?.text ?? "";
    const opened = buttonOf(ada, group);
    await ada.press(1001, opened.messageId, { data: opened.data });
    await sees("Tap a node");
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let press = 0; press < presses; press += 1) {
      await wait(freshMs);
      baseline.push(await fetchMs(`${coreUrl}/proxies`));
      const { messageId, data } = buttonOf(ada, press % 2 === 0 ? "▶" : "◀");
      const edited = api.calls.next("editMessageText");
      const start = performance.now();
      void ada.press(1001, messageId, { data });
      await edited;
      ours.push(performance.now() - start);
    }
    const more = median(ours) - median(baseline);
    return {
      name: "bot-press",
      ours: median(ours),
      baseline: median(baseline),
      unit: "ms",
      ratio: median(ours) / median(baseline),
      target: `+ ${mostMs} ms`,
      met: more <= mostMs,
      note: `${more.toFixed(1)} ms more than the fetch alone`,
    };
  },
};
