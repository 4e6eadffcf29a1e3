import { expect, test } from "vitest";
import { parseLeases } from "./leases.ts";

const tv = "aa:bb:cc:dd:ee:01";

test("dnsmasq: IPv4, and IPv6 joined by the hardware address in the client's id", () => {
  const text = `1795807740 ${tv} 192.168.1.20 living-room-tv 01:${tv}
0 AA:BB:CC:DD:EE:02 192.168.1.31 * *
duid 00:01:00:01:2b:00:00:00:aa:bb:cc:dd:ee:ff
1795807740 1234567 2001:db8::20 living-room-tv 00:01:00:01:2b:3c:4d:5e:${tv}
1795807740 7654321 2001:db8::31 * 00:03:00:01:aa:bb:cc:dd:ee:02
1795807740 1 2001:db8::32 * 00:04:11:22
1795807740 06-${tv} 192.168.1.33 bridged *
`;
  expect(parseLeases(text)).toEqual([
    { address: "192.168.1.20", mac: tv, name: "living-room-tv" },
    { address: "192.168.1.31", mac: "aa:bb:cc:dd:ee:02" },
    { address: "2001:db8::20", mac: tv, name: "living-room-tv" },
    { address: "2001:db8::31", mac: "aa:bb:cc:dd:ee:02" },
    { address: "2001:db8::32" },
    { address: "192.168.1.33", mac: tv, name: "bridged" },
  ]);
});

test("odhcpd: both families, several addresses in a line", () => {
  const text = `# br-lan aabbccddee01 ipv4 tv 1795807740 c0a80114 32 192.168.1.20/32
# br-lan 000300010aabbccddee2 1 - 1795807740 31 128 2001:db8::31/128 fd00::31/128
2001:db8::31\tphone
`;
  expect(parseLeases(text)).toEqual([
    { address: "192.168.1.20", mac: tv, name: "tv" },
    { address: "2001:db8::31", mac: "0a:ab:bc:cd:de:e2" },
    { address: "fd00::31", mac: "0a:ab:bc:cd:de:e2" },
  ]);
});

test("ISC dhcpd: the last entry of an address counts, one that was given back does not", () => {
  const text = `# The format of this file is documented in dhcpd.leases(5).
lease 192.168.1.20 {
  binding state active;
  hardware ethernet aa:bb:cc:dd:ee:09;
}
lease 192.168.1.20 {
  starts 4 2026/11/26 10:00:00;
  binding state active;
  next binding state free;
  hardware ethernet ${tv};
  client-hostname "tv";
}
lease 192.168.1.31 {
  binding state free;
  hardware ethernet ${tv};
}
`;
  expect(parseLeases(text)).toEqual([{ address: "192.168.1.20", mac: tv, name: "tv" }]);
});

test.each(["", "\n\n", "no lease file at all", "12 34", "# comment"])("of %j nothing is read", (text) => {
  expect(parseLeases(text)).toEqual([]);
});
