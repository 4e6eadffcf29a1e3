import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Controller } from "@pointsman/core";
import { type Ledger, openLedger } from "@pointsman/core/ledger";
import { type Benchmark, compared, median } from "./measure.ts";

interface Frame {
  uploadTotal: number;
  downloadTotal: number;
  readonly connections: { upload: number; download: number }[];
}

/** A house of so many connections as the core lists it: about 750 bytes each. */
function frameText(count: number): string {
  const connections = Array.from({ length: count }, (_, index) => ({
    id: `0b5c1a2e-7d3f-4c8a-9e21-${index.toString(16).padStart(12, "0")}`,
    metadata: {
      network: "tcp",
      type: "TProxy",
      sourceIP: `192.168.1.${index % 30}`,
      destinationIP: "203.0.113.7",
      sourceGeoIP: null,
      destinationGeoIP: null,
      sourceIPASN: "",
      destinationIPASN: "",
      sourcePort: String(20_000 + (index % 40_000)),
      destinationPort: "443",
      inboundIP: "192.168.1.1",
      inboundPort: "7893",
      inboundName: "DEFAULT-TPROXY",
      inboundUser: "",
      host: `cdn-${index % 3000}.example.com`,
      dnsMode: "fake-ip",
      uid: 0,
      process: "",
      processPath: "",
      specialProxy: "",
      specialRules: "",
      remoteDestination: "198.51.100.23",
      dscp: 0,
      sniffHost: "",
    },
    upload: index,
    download: index * 10,
    start: "2026-11-24T10:30:20.123456789+08:00",
    chains: [`HK ${index % 20}`, "Auto", "Proxy"],
    providerChains: ["subscription", "", ""],
    rule: "DomainSuffix",
    rulePayload: "example.com",
  }));
  return JSON.stringify({ downloadTotal: 1e9, uploadTotal: 1e8, connections, memory: 0 });
}

/** A ledger on a disk, and the way to hand it frames. */
function openHouse(): { ledger: Ledger; send: (frame: Frame) => void; end: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-bench-"));
  const ledger = openLedger({ file: path.join(folder, "ledger.db"), flushMs: 3_600_000 });
  let send: (frame: Frame) => void = () => {};
  const onEvent = (listener: (event: { kind: "frame"; frame: Frame }) => void): (() => void) => {
    send = (frame) => listener({ kind: "frame", frame });
    return () => {};
  };
  ledger.follow({ id: "bench", streams: { connections: () => ({ onEvent }) } as unknown as Controller["streams"] });
  return {
    ledger,
    send: (frame) => send(frame),
    end: () => {
      ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every `step`-th connection has moved bytes since the last turn. */
function move(frame: Frame, turn: number, step: number): void {
  for (let index = 0; index < frame.connections.length; index += step) {
    const connection = frame.connections[index];
    if (connection === undefined) continue;
    connection.upload += 100 * turn;
    connection.download += 5000 * turn;
    frame.uploadTotal += 100 * turn;
    frame.downloadTotal += 5000 * turn;
  }
}

const turns = 41;
const warmUp = 6;

function timed<Result>(work: () => Result): { result: Result; us: number } {
  const start = performance.now();
  const result = work();
  return { result, us: (performance.now() - start) * 1000 };
}

/**
 * Medians of a frame's `JSON.parse` and of its way into the ledger. Each frame is parsed afresh, as its ids would have
 * been hashed already otherwise, and every connection moves, which is the worst case: in a house few do.
 */
function measureFrames(count: number): { ours: number; baseline: number; flushMs: number; bytes: number } {
  const text = frameText(count);
  const house = openHouse();
  try {
    const times = { ours: [] as number[], baseline: [] as number[] };
    for (let turn = 0; turn < turns; turn += 1) {
      const { result: frame, us } = timed(() => JSON.parse(text) as Frame);
      move(frame, turn, 1);
      const ours = timed(() => house.send(frame)).us;
      if (turn < warmUp) continue;
      times.baseline.push(us);
      times.ours.push(ours);
    }
    house.ledger.flush();
    const flushes = Array.from({ length: 7 }, (_, index) => {
      const frame = JSON.parse(text) as Frame;
      move(frame, turns, 1);
      move(frame, index + 1, 10);
      house.send(frame);
      return timed(() => house.ledger.flush()).us / 1000;
    });
    return {
      ours: median(times.ours),
      baseline: median(times.baseline),
      // The first one saves all of them.
      flushMs: median(flushes.slice(1)),
      bytes: text.length,
    };
  } finally {
    house.end();
  }
}

/** A frame of 10,000 connections into the ledger. */
export const ledgerFrame: Benchmark = {
  name: "ledger-frame",
  run: async () => {
    const { flushMs, bytes, ...figures } = measureFrames(10_000);
    const note = `${(bytes / 1e6).toFixed(1)} MB, after the stream's own JSON.parse; a flush with 1,000 connections that moved takes ${flushMs.toFixed(1)} ms`;
    return compared("ledger-frame", figures, 0.35, "µs per frame", note);
  },
};
