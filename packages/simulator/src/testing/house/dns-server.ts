import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { LocalServer } from "./local-server.ts";

/** What a name resolves to. `records` are IPv4 addresses, `text` one TXT string, `mx` a mail host with preference 10. */
export type DnsAnswer =
  | { readonly records: readonly string[] }
  | { readonly text: string }
  | { readonly mx: string }
  | "nxdomain"
  | "servfail"
  | "silent";

/** The name server of the house. */
export interface DnsServer extends LocalServer {
  /** How often a name was asked for, whatever the type. */
  asked(name: string): number;
}

const types = { a: 1, mx: 15, txt: 16 };
const rcodes = { nxdomain: 3, servfail: 2 };
const ttlSeconds = 60;

/** Starts it on UDP 127.0.0.1. Names that the table lacks resolve to 127.0.0.1; a type that a name lacks gives no records. */
export async function startDnsServer(table: Readonly<Record<string, DnsAnswer>>): Promise<DnsServer> {
  const asked = new Map<string, number>();
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const question = readQuestion(query);
    asked.set(question.name, (asked.get(question.name) ?? 0) + 1);
    const answer = Object.hasOwn(table, question.name) ? table[question.name] : undefined;
    reply(socket, from, render(query, question, answer ?? { records: ["127.0.0.1"] }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", resolve);
  });
  return {
    port: socket.address().port,
    asked: (name) => asked.get(name) ?? 0,
    stop: () => new Promise((resolve) => socket.close(resolve)),
  };
}

interface Question {
  readonly name: string;
  readonly type: number;
  /** Offset behind the question section. */
  readonly end: number;
}

function readQuestion(query: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString("utf8", at + 1, at + 1 + size));
    at += 1 + size;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function render(query: Buffer, { type, end }: Question, answer: DnsAnswer): Buffer | undefined {
  if (answer === "silent") return undefined;
  const rcode = typeof answer === "string" ? rcodes[answer] : 0;
  const records = typeof answer === "string" ? [] : recordsOf(answer, type);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // QR, RD and RA set, as a resolver answers.
  header.writeUInt16BE(0x8180 | rcode, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, query.subarray(12, end), ...records.map((data) => record(type, data))]);
}

function recordsOf(answer: Exclude<DnsAnswer, string>, type: number): Buffer[] {
  if ("records" in answer && type === types.a)
    return answer.records.map((address) => Buffer.from(address.split(".").map(Number)));
  if ("text" in answer && type === types.txt) return [characterString(answer.text)];
  if ("mx" in answer && type === types.mx) return [Buffer.concat([Buffer.from([0, 10]), domainName(answer.mx)])];
  return [];
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name of the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(ttlSeconds, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function characterString(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function domainName(name: string): Buffer {
  return Buffer.concat([...name.split(".").map(characterString), Buffer.from([0])]);
}

function reply(socket: Socket, to: RemoteInfo, message: Buffer | undefined): void {
  if (message !== undefined) socket.send(message, to.port, to.address);
}
