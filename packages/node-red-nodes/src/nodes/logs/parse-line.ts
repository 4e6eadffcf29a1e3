import type { LogLine } from "@pointsman/core";

/** A line, and what it says of a connection where it is about one. */
export interface ParsedLine {
  readonly level: string;
  readonly text: string;
  readonly network?: string;
  /** Address and port of the device. */
  readonly source?: string;
  readonly process?: string;
  readonly host?: string;
  readonly port?: number;
  /** `DomainSuffix(example.com)`; absent where no rule matched or none was asked. */
  readonly rule?: string;
  /** The group that the rule names, and the node at the end of it. */
  readonly via?: string;
  readonly node?: string;
}

/** `[TCP] 192.168.1.9:5(curl) --> a.test:443 match Domain(a.test) using Out[n]` */
const connectionLine =
  /^\[(TCP|UDP)\] (\S+?:\d+)(?:\(([^)]*)\))? --> (\S+):(\d+) (?:match (.+?) |doesn't match any rule )?using (.+?)(?:\[(.*)\])?$/;

export function parseLogLine({ type, payload }: LogLine): ParsedLine {
  const line = { level: type, text: payload };
  const found = payload.startsWith("[") ? connectionLine.exec(payload) : null;
  if (found === null) return line;
  const [, network = "", source = "", process, host = "", port, rule, via = "", node] = found;
  return {
    ...line,
    network: network.toLowerCase(),
    source,
    ...(process === undefined ? {} : { process }),
    host,
    port: Number(port),
    ...(rule === undefined ? {} : { rule }),
    via,
    ...(node === undefined ? {} : { node }),
  };
}
