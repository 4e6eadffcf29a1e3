import { expect, test } from "vitest";
import { parseLogLine } from "./parse-line.ts";

const parse = (payload: string) => parseLogLine({ type: "info", payload });

test.each([
  [
    "[TCP] 192.168.1.9:5(curl) --> a.test:443 match Domain(a.test) using Out[🇭🇰 HK [1]]",
    {
      network: "tcp",
      source: "192.168.1.9:5",
      process: "curl",
      host: "a.test",
      port: 443,
      rule: "Domain(a.test)",
      via: "Out",
      node: "🇭🇰 HK [1]",
    },
  ],
  [
    "[UDP] [fd00::2]:53 --> [2001:db8::1]:53 match Match using DIRECT",
    { network: "udp", source: "[fd00::2]:53", host: "[2001:db8::1]", port: 53, rule: "Match", via: "DIRECT" },
  ],
  [
    "[TCP] 192.168.1.9:5 --> b.test:443 doesn't match any rule using DIRECT",
    { network: "tcp", source: "192.168.1.9:5", host: "b.test", port: 443, via: "DIRECT" },
  ],
  [
    "[TCP] 192.168.1.9:5 --> b.test:443 using GLOBAL",
    { network: "tcp", source: "192.168.1.9:5", host: "b.test", port: 443, via: "GLOBAL" },
  ],
])("%s is taken apart", (text, parts) => {
  expect(parse(text)).toEqual({ level: "info", text, ...parts });
});

test.each(["Start initial configuration", "[DNS] a --> b", "", "[TCP] odd"])("%j is only a text", (text) => {
  expect(parse(text)).toEqual({ level: "info", text });
});
