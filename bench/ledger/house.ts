import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Controller } from "@pointsman/core";
import { type Ledger, type LedgerOptions, openLedger } from "@pointsman/core/ledger";

/** A connection as the core lists it: about 750 bytes. */
export interface OpenConnection {
  upload: number;
  download: number;
  readonly id: string;
  readonly start: string;
}

export interface Frame {
  uploadTotal: number;
  downloadTotal: number;
  connections: OpenConnection[];
}

/** The `index`-th connection of a house with 30 devices and 3,000 hosts. */
export function openConnection(index: number, { device = index % 30, host = index % 3000 } = {}): OpenConnection {
  const connection = {
    id: `0b5c1a2e-7d3f-4c8a-9e21-${index.toString(16).padStart(12, "0")}`,
    metadata: {
      network: "tcp",
      type: "TProxy",
      sourceIP: `192.168.1.${device}`,
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
      host: `cdn-${host}.example.com`,
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
    upload: 0,
    download: 0,
    start: "2026-11-24T10:30:20.123456789+08:00",
    chains: [`HK ${host % 20}`, "Auto", "Proxy"],
    providerChains: ["subscription", "", ""],
    rule: "DomainSuffix",
    rulePayload: "example.com",
  };
  return connection;
}

/** A frame of so many connections. */
export function frameOf(count: number): Frame {
  return {
    downloadTotal: 1e9,
    uploadTotal: 1e8,
    connections: Array.from({ length: count }, (_, index) => openConnection(index)),
  };
}

/** Every `step`-th connection has moved bytes since the last turn. */
export function move(frame: Frame, turn: number, step: number): void {
  for (let index = turn % step; index < frame.connections.length; index += step) {
    const connection = frame.connections[index];
    if (connection === undefined) continue;
    connection.upload += 100 * turn;
    connection.download += 5000 * turn;
    frame.uploadTotal += 100 * turn;
    frame.downloadTotal += 5000 * turn;
  }
}

export function bytesOf(frame: Frame): Buffer {
  return Buffer.from(`${JSON.stringify({ ...frame, memory: 0 })}\n`);
}

/** A ledger on a disk, and the way to hand it frames as they come from a socket. */
export interface House {
  readonly ledger: Ledger;
  readonly file: string;
  send(bytes: Buffer): void;
  /** Bytes on the disk, its journal included. */
  size(): number;
  end(): void;
}

/** Saves only when it is told to. */
export function openHouse(options: Partial<LedgerOptions> = {}): House {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-bench-"));
  const file = path.join(folder, "ledger.db");
  const ledger = openLedger({ file, flushMs: 3_600_000, ...options });
  let send: (bytes: Buffer) => void = () => {};
  const onRaw = (listener: (event: unknown) => void): (() => void) => {
    send = (bytes) => listener({ kind: "frame", frame: { bytes, parse } });
    return () => {};
  };
  ledger.follow({ id: "bench", streams: { connections: () => ({ onRaw }) } as unknown as Controller["streams"] });
  return {
    ledger,
    file,
    send: (bytes) => send(bytes),
    size: () =>
      [file, `${file}-wal`].reduce((sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0),
    end: () => {
      ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function parse(): never {
  throw new Error("The scanner left a frame to the parser: this measures something else.");
}
