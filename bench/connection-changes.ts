import { createConnectionWatch } from "../packages/node-red-nodes/src/nodes/connections/connection-changes.ts";
import { type Benchmark, compared, sideBySide } from "./measure.ts";

const open = 10_000;
/** How many come and go between two frames. */
const churn = 200;

function connection(number: number, bytes: number): object {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    metadata: {
      network: "tcp",
      type: "TProxy",
      sourceIP: `192.168.1.${number % 250}`,
      destinationIP: "203.0.113.7",
      sourcePort: String(1024 + (number % 60_000)),
      destinationPort: "443",
      host: `host-${number % 997}.example.com`,
      dnsMode: "normal",
      process: "",
      processPath: "",
      specialProxy: "",
      remoteDestination: "203.0.113.7",
    },
    upload: bytes,
    download: bytes * 10,
    start: "2026-11-27T12:00:00.000000000+08:00",
    chains: ["HK 01", "Auto", "Proxy"],
    rule: "DomainSuffix",
    rulePayload: "example.com",
  };
}

function frame(round: number): string {
  const connections = Array.from({ length: open }, (_each, index) => connection(index + round * churn, round * 100));
  return JSON.stringify({ downloadTotal: 0, uploadTotal: 0, connections });
}

/** What changed in a frame of 10,000 connections, all of which moved bytes, against only parsing it. */
export const connectionChanges: Benchmark = {
  name: "nr-connections",
  async run() {
    const frames = Array.from({ length: 8 }, (_each, round) => frame(round));
    const watch = createConnectionWatch(() => true, true);
    let at = 0;
    let bareAt = 0;
    const parse = (text: string | undefined): Parameters<typeof watch.next>[0] => JSON.parse(text ?? "{}");
    const figures = await sideBySide(
      async () => watch.next(parse(frames[at++ % frames.length])),
      async () => parse(frames[bareAt++ % frames.length]),
      { rounds: 15, calls: 8 },
    );
    return compared("nr-connections", figures, 1.5, "µs per frame");
  },
};
