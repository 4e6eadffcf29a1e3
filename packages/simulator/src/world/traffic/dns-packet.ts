import type { DnsAnswer } from "./dns.ts";
import { dnsTypes } from "./dns.ts";

/** The question of a DNS packet. */
export interface DnsQuestion {
  readonly name: string;
  /** Mnemonic, `None` when nobody knows the number. */
  readonly type: string;
  /** The packet up to the end of the question, which an answer repeats. */
  readonly head: Buffer;
}

const headerBytes = 12;

/** Reads the one question of a packet (RFC 1035 §4.1). Throws in the words of the core. */
export function readQuestion(packet: Buffer): DnsQuestion {
  if (packet.length < headerBytes) throw new Error("dns: overflow unpacking uint16");
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  const end = at + 5;
  if (packet.length < end) throw new Error("dns: overflow unpacking uint16");
  const number = packet.readUInt16BE(at + 1);
  const type = Object.entries(dnsTypes).find(([, value]) => value === number)?.[0] ?? "None";
  return { name: labels.join("."), type, head: packet.subarray(0, end) };
}

/** Packs an answer to a question: address records only, the rest is left out. */
export function packAnswer({ head }: DnsQuestion, { status, records }: DnsAnswer): Buffer {
  const parts = records.flatMap(({ data, TTL, type }) => {
    const address = packAddress(data);
    if (address === undefined) return [];
    const fixed = Buffer.alloc(12);
    // A pointer to the name in the question.
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(type, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt32BE(TTL, 6);
    fixed.writeUInt16BE(address.length, 10);
    return [Buffer.concat([fixed, address])];
  });
  const start = Buffer.from(head);
  // Response, recursion desired and available.
  start.writeUInt16BE(0x8180 | status, 2);
  start.writeUInt16BE(1, 4);
  start.writeUInt16BE(parts.length, 6);
  start.writeUInt32BE(0, 8);
  return Buffer.concat([start, ...parts]);
}

function packAddress(text: string): Buffer | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) return Buffer.from(text.split(".").map(Number));
  if (!text.includes(":")) return undefined;
  const [left = "", right] = text.split("::");
  const words = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
  const tail = right === undefined ? [] : words(right);
  const head = words(left);
  const all = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
  const bytes = Buffer.alloc(16);
  for (const [index, word] of all.entries()) bytes.writeUInt16BE(word, index * 2);
  return bytes;
}
