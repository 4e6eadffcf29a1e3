import { expect, test } from "vitest";
import { parseNeighbours } from "./neighbour-table.ts";

const tv = "aa:bb:cc:dd:ee:01";

test("ip -j neigh is read, without neighbours that did not answer", () => {
  const text = JSON.stringify([
    { dst: "192.168.1.20", dev: "br-lan", lladdr: tv, state: ["REACHABLE"] },
    { dst: "FE80::A8BB:ccff:fedd:ee01", dev: "br-lan", lladdr: tv.toUpperCase(), state: ["STALE"] },
    { dst: "192.168.1.99", dev: "br-lan", state: ["FAILED"] },
    { dst: "192.168.1.98", dev: "br-lan", lladdr: tv, state: ["FAILED"] },
    { dst: "10.0.0.1", dev: "wg0", lladdr: "00:00:00:00:00:00", state: ["NOARP"] },
    { dst: 5 },
    null,
  ]);
  expect(parseNeighbours(text)).toEqual([
    { address: "192.168.1.20", mac: tv },
    { address: "fe80::a8bb:ccff:fedd:ee01", mac: tv },
  ]);
});

test("so is ip neigh as text, which is all that a small router has", () => {
  const text = `192.168.1.20 dev br-lan lladdr ${tv} ref 1 used 0/0/0 probes 4 REACHABLE
2001:db8::20 dev br-lan lladdr ${tv} router STALE
192.168.1.99 dev br-lan  used 0/0/0 probes 6 FAILED
192.168.1.98 dev br-lan lladdr ${tv} FAILED
`;
  expect(parseNeighbours(text).map(({ address }) => address)).toEqual(["192.168.1.20", "2001:db8::20"]);
});

test("and the kernel's own table", () => {
  const text = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.20     0x1         0x2         ${tv}     *        br-lan
192.168.1.99     0x1         0x0         ${tv}     *        br-lan
192.168.1.97     0x1         0x2         00:00:00:00:00:00     *        br-lan
`;
  expect(parseNeighbours(text)).toEqual([{ address: "192.168.1.20", mac: tv }]);
});

test.each(["", "[", "[1, null, []]", 'Object "neigh" is unknown, try "ip help".', "{}"])(
  "of %j nothing is read",
  (text) => expect(parseNeighbours(text)).toEqual([]),
);
