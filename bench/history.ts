import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Controller } from "@pointsman/core";
import { openHistory } from "@pointsman/core/history";
import type { Benchmark } from "./measure.ts";

type Listener = (event: { readonly kind: "frame"; readonly frame: object }) => void;

/** A stream that the benchmark speaks for. */
function stream(): { readonly onEvent: (listener: Listener) => () => void; send(frame: object): void } {
  let tell: Listener = () => {};
  return {
    onEvent: (listener) => {
      tell = listener;
      return () => {};
    },
    send: (frame) => tell({ kind: "frame", frame }),
  };
}

const day = 86_400;
/** A thousandth of the day. */
const targetSeconds = 86;
/** Groups are not drawn here: their line is one of the same kind, and needs an observer. */
const start = Date.parse("2026-11-24T00:00:00Z");

/** A day of traffic, memory and connections, saved once a minute: its time against the day's. */
export const historyDay: Benchmark = {
  name: "history-day",
  run: async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pointsman-bench-"));
    const file = path.join(folder, "ledger.db");
    let nowMs = start;
    const history = openHistory({ file, now: () => nowMs, tickMs: 3_600_000 });
    try {
      const [traffic, memory, connections] = [stream(), stream(), stream()];
      const streams = { traffic, memory, connections: () => connections };
      const observer = { snapshot: { reachability: "unknown" }, watch: () => [] };
      history.follow({ id: "bench", streams, observer } as unknown as Controller);
      let busyMs = 0;
      const timed = (work: () => void): void => {
        const begin = performance.now();
        work();
        busyMs += performance.now() - begin;
      };
      for (let second = 0; second < day; second += 1) {
        nowMs = start + second * 1000;
        timed(() => {
          traffic.send({ up: (second * 7919) % 1e6, down: (second * 104_729) % 1e7 });
          memory.send({ inuse: 5e7 + (second % 1000) });
          if (second % 10 === 0) connections.send({ connections: [] });
          if (second % 60 === 59) history.flush();
        });
      }
      history.close();
      const ours = busyMs / 1000;
      return {
        name: "history-day",
        ours,
        baseline: null,
        unit: "s of work a day",
        ratio: ours / targetSeconds,
        target: `<= ${targetSeconds} s`,
        met: ours <= targetSeconds,
        note: `${(statSync(file).size / 1e6).toFixed(1)} MB before it is tidied, without groups`,
      };
    } finally {
      history.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
