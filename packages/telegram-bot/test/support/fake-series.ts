import type { Engines } from "@pointsman/core";

type Series = NonNullable<Engines["history"]>["series"];

const stepMs = 60_000;
const names = {
  traffic: ["up", "down"],
  memory: ["memory"],
  connections: ["connections"],
  delay: ["🎬 Streaming", "节点 <b>"],
} as const;

/** An hour that went up and down, whatever time was asked for. */
export const fakeSeries: Series = ({ what, group }) => {
  const until = 1_790_000_040_000;
  const since = until - 60 * stepMs;
  const value = (index: number): number => 50 + 40 * Math.sin(index / 9);
  const points = Array.from({ length: 60 }, (_, index) => {
    const avg = value(index);
    return { at: since + index * stepMs, min: avg - 5, avg, max: avg + 9 };
  });
  const lines = (group === undefined ? names[what] : [group]).map((name) => ({ name, points }));
  return { lines, stepMs, since, until };
};
