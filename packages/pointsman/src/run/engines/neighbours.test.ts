import { expect, test } from "vitest";
import { type NeighbourSystem, readNeighbours } from "./neighbours.ts";

const mac = "aa:bb:cc:dd:ee:01";
const arp = `IP address HW type Flags HW address Mask Device\n192.168.1.22 0x1 0x2 ${mac} * eth0\n`;

function system(answers: Partial<NeighbourSystem>): NeighbourSystem {
  const missing = async (): Promise<string> => {
    throw new Error("ENOENT");
  };
  return { ip: missing, arp: missing, ...answers };
}

const addresses = async (answers: Partial<NeighbourSystem>): Promise<readonly string[]> =>
  (await readNeighbours(system(answers))).map(({ address }) => address);

test("a full system is asked once, for both families", async () => {
  const asked: string[] = [];
  const found = await addresses({
    ip: async (...words) => {
      asked.push(words.join(" "));
      return JSON.stringify(["192.168.1.20", "fd00::20"].map((dst) => ({ dst, lladdr: mac, state: ["STALE"] })));
    },
    arp: async () => arp,
  });
  expect([found, asked]).toEqual([["192.168.1.20", "fd00::20"], ["-j neigh show"]]);
});

test("a small router's ip, which knows no JSON, is read as text", async () => {
  const found = await addresses({
    ip: async (...words) => {
      if (words[0] === "-j") throw new Error("invalid option");
      return `192.168.1.21 dev br-lan lladdr ${mac} REACHABLE\n`;
    },
  });
  expect(found).toEqual(["192.168.1.21"]);
});

test("without ip there is the kernel's table, and without that nobody is known", async () => {
  expect(await addresses({ arp: async () => arp })).toEqual(["192.168.1.22"]);
  expect(await addresses({})).toEqual([]);
});

test("the machine that this runs on is read without a failure, whatever it has", async () => {
  const found = await readNeighbours();
  for (const { address, mac: hardware } of found) {
    expect(address).not.toBe("");
    expect(hardware).toMatch(/^([\da-f]{2}:){5}[\da-f]{2}$/);
  }
});
