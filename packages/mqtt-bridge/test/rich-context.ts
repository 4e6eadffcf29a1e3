import type { HouseContext } from "../src/house/house.ts";

/** A house with everything that can be had, and with names that nobody should give. */
export const richContext: HouseContext = {
  may: () => true,
  isWatched: true,
  wantedNodes: ["none", 'a"/{{ x }} 香港', "gone"],
  scenes: ["movie", "看电影", 'a"/{{ x }}', "none"],
  wantedRules: { rules: ["RuleSet,ads,🛑 广告拦截", "netflix"], internet: { "电视 📺": "nintendo.net" } },
  quotas: [{ id: "孩子", slug: "q-00000000", limit: 20e9, used: 5e9, left: 15e9, resetsAt: 1.8e12, runsOutAt: null }],
  devices: ["aa:bb:cc:dd:ee:ff", "192.168.1.20"].map((key, index) => ({
    key,
    hash: `${index}`.repeat(12),
    slug: `d-${`${index}`.repeat(12)}`,
    name: index === 0 ? "孩子的平板 <b>" : key,
    today: { up: 1, down: 2 },
    month: { up: 3, down: 4 },
  })),
};
