import { setTimeout as wait } from "node:timers/promises";
import { request } from "undici";
import { type Benchmark, median } from "../measure.ts";
import { buttonOf, openHouse } from "./house.ts";

const mostMs = 1500;
const growthMb = 150;
const visits = 5;
/** The bot takes what it read so recently for fresh. */
const freshMs = 2100;

const screens = [
  { command: "/nodes", shows: "Which group?", data: "/proxies" },
  { command: "/rules", shows: "the first that fits decides", data: "/rules" },
  { command: "/conns", shows: "10000 open", data: "/connections" },
  { command: "/status", shows: "› Status", data: "/proxies" },
] as const;

async function fetchMs(url: string): Promise<number> {
  const start = performance.now();
  const { body } = await request(url);
  JSON.parse(await body.text());
  return performance.now() - start;
}

/** From the press to the edit in a house of 2,000 nodes, 200 groups, 5,000 rules and 10,000 open connections. */
export const botLarge: Benchmark = {
  name: "bot-large",
  async run() {
    await using house = await openHouse(["large", "0", "10000"]);
    const { api, ada, coreUrl, memory, blocks, held, sees } = house;
    await wait(5000);
    const memoryBefore = median(memory.slice(-5));
    const heldBefore = await held();
    const blocksBefore = blocks.length;
    const worst = { screen: "", ms: 0, data: 0 };
    for (const { command, shows, data } of screens) {
      const ours: number[] = [];
      const fetches: number[] = [];
      for (let visit = 0; visit < visits; visit += 1) {
        await wait(freshMs);
        fetches.push(await fetchMs(`${coreUrl}${data}`));
        const sent = api.calls.next("sendMessage");
        const start = performance.now();
        ada.send(command);
        await sent;
        ours.push(performance.now() - start);
        await sees(shows);
        const turned = ["▶", "🔄"].find((label) => hasButton(ada, label));
        if (turned === undefined) continue;
        await wait(freshMs);
        fetches.push(await fetchMs(`${coreUrl}${data}`));
        const { messageId, data: pressed } = buttonOf(ada, turned);
        const answered = api.calls.next("answerCallbackQuery");
        const from = performance.now();
        void ada.press(1001, messageId, { data: pressed });
        await answered;
        ours.push(performance.now() - from);
      }
      const more = median(ours) - median(fetches);
      if (more > worst.ms || worst.screen === "")
        Object.assign(worst, { screen: command, ms: more, data: median(fetches) });
    }
    const growth = Math.max(...memory) - memoryBefore;
    const heldGrowth = (await held()) - heldBefore;
    const block = Math.max(...blocks.slice(blocksBefore));
    return {
      name: "bot-large",
      ours: worst.ms + worst.data,
      baseline: worst.data,
      unit: "ms",
      ratio: (worst.ms + worst.data) / worst.data,
      target: `+ ${mostMs} ms, RSS < ${growthMb} MB more`,
      met: worst.ms <= mostMs && growth < growthMb,
      note: `slowest ${worst.screen}, ${worst.ms.toFixed(0)} ms more than its data; busy for at most ${block.toFixed(0)} ms, RSS ${growth.toFixed(0)} MB and heap that is held ${heldGrowth.toFixed(1)} MB more`,
    };
  },
};

function hasButton(ada: Parameters<typeof buttonOf>[0], label: string): boolean {
  const newest = ada.messages().findLast(({ from }) => from === "bot");
  return newest?.buttons.flat().some(({ text }) => text.includes(label)) === true;
}
