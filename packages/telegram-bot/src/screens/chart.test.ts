import { describe, expect, test } from "vitest";
import { cellsOf } from "../text/cells.ts";
import { locales } from "../locales/index.ts";
import { plainText } from "../text/html.ts";
import { chartCaption, type ChartModel } from "./chart.ts";
import { keyboardFault } from "./kit/keyboard.ts";

const { en, zh } = locales;
const model = (more: Partial<ChartModel> = {}): ChartModel => ({
  controller: { id: "home", ref: "HXt3" },
  chart: { svg: "", keys: [], others: 0, hasFailures: false },
  what: "traffic",
  range: "24h",
  kinds: ["traffic", "delay", "usage"],
  ...more,
});
const labels = (one: ChartModel, t = en): string[][] =>
  chartCaption(one, t).keyboard.map((row) => row.map(({ text }) => text));

describe("below a picture", () => {
  test("stands what it shows, the other times and the other pictures", () => {
    expect(plainText(chartCaption(model(), en).text)).toBe("home › Traffic · the last 24 hours");
    expect(labels(model())).toEqual([
      ["1 h", "· 24 h ·", "7 d", "30 d"],
      ["⏱ Latency", "📱 Devices"],
      ["🏠 Home", "🔄"],
    ]);
  });

  test("stand the names behind the numbers, what was moved, and what to know of it", () => {
    const chart = {
      svg: "",
      keys: [
        { mark: "1", name: "🇭🇰 <b>", bytes: 2048 },
        { mark: "2", name: "" },
      ],
      others: 3,
      moved: { upload: 1024, download: 1_048_576 },
      coverage: 0.5,
      hasFailures: true,
    };
    expect(
      plainText(chartCaption(model({ chart }), en).text)
        .split("\n")
        .slice(1),
    ).toEqual([
      "1 🇭🇰 <b> · 2.0 KB",
      "2 unknown",
      "… and 3 more",
      "In all: ↓ 1.0 MB · ↑ 1.0 KB",
      "50 % of the time was watched.",
      "Red marks at the foot: a test got no answer.",
    ]);
  });

  test("of one group, the times are that group's, and latency of all is another picture", () => {
    const group = { name: "Proxy", ref: "AAAAAAAA" };
    const { keyboard } = chartCaption(model({ what: "delay", group }), en);
    expect(keyboard[0]?.[0]).toMatchObject({ callback_data: "1:HXt3:cg:AAAAAAAA:1h:m" });
    expect(labels(model({ what: "delay", group })).flat()).toContain("⏱ Latency");
  });

  test("the longest names in both languages fit into a caption and a keyboard", () => {
    const name = "👨‍👩‍👧‍👦".repeat(60);
    const keys = Array.from({ length: 8 }, (_, index) => ({ mark: String(index + 1), name, bytes: 1e12 }));
    const chart = { ...model().chart, keys, others: 999, moved: { upload: 1e15, download: 1e15 }, hasFailures: true };
    for (const t of [en, zh]) {
      const { text, keyboard } = chartCaption(
        model({ chart, kinds: ["traffic", "delay", "usage", "memory", "connections"] }),
        t,
      );
      expect(plainText(text).length).toBeLessThanOrEqual(1024);
      expect(keyboardFault(keyboard)).toBeUndefined();
      expect(
        labels(model({ chart }), t)
          .flat()
          .filter((label) => cellsOf(label) > 24),
      ).toEqual([]);
    }
  });
});
