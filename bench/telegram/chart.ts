import { trafficChart } from "../../packages/telegram-bot/src/charts/read-chart.ts";
import { ChartRenderer } from "../../packages/telegram-bot/src/charts/renderer.ts";
import { type Benchmark, compared, sideBySide } from "../measure.ts";

const points = 300;
const stepMs = 12_000;
const until = Date.parse("2026-11-27T21:00:00Z");
const since = until - points * stepMs;

function line(name: string, scale: number) {
  const values = Array.from({ length: points }, (_, index) => {
    const avg = scale * (1 + Math.sin(index / 17) + 0.3 * Math.sin(index * 1.7));
    return { at: since + index * stepMs, min: avg * 0.8, avg, max: avg * 1.6 };
  });
  return { name, points: values };
}

/** 2 × 300 points to a picture of 1280 × 720, against the drawing of the finished SVG. */
export const botChart: Benchmark = {
  name: "bot-chart",
  async run() {
    const history = { lines: [line("up", 2e5), line("down", 4e6)], stepMs, since, until };
    const svg = (): string => {
      const chart = trafficChart(history);
      if (chart === undefined) throw new Error("there is nothing to draw");
      return chart.svg;
    };
    const renderer = new ChartRenderer();
    try {
      const finished = svg();
      const figures = await sideBySide(
        async () => await renderer.draw(svg()),
        async () => await renderer.draw(finished),
        { rounds: 15, calls: 2 },
      );
      const note = `SVG of ${(finished.length / 1024).toFixed(0)} KB, picture of ${((await renderer.draw(finished)).length / 1024).toFixed(0)} KB`;
      return compared("bot-chart", { ours: figures.ours / 1000, baseline: figures.baseline / 1000 }, 1.2, "ms", note);
    } finally {
      await renderer.close();
    }
  },
};
