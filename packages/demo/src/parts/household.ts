/** What the family behind the simulated core would write into its config: names, scenes, a quota. Of a core of your own nothing is known. */
export const householdConfig = {
  devices: {
    names: {
      "192.168.1.20": "Living room TV",
      "192.168.1.31": "Anna's phone",
      "192.168.1.32": "爸爸的手机",
      "192.168.1.33": "Tablet",
      "192.168.1.40": "Work laptop",
      "192.168.1.50": "Game console",
    },
    // The household is not in this machine's network.
    neighbours: false,
  },
  scenes: {
    "Movie night": { select: { "🎬 Streaming": "🇭🇰 HK 01", "🎮 Gaming": "DIRECT" } },
    Work: { select: { "🤖 AI": "🇺🇸 US 01", Proxy: "♻️ Auto" }, mode: "rule" },
    "Everything direct": { mode: "direct" },
  },
  quotas: { tablet: { device: "Tablet", gb: 20, resets: 1 } },
} as const;
