/** The texts of the charts, in English; spread into `en`. */
export const enCharts = {
  charts: {
    button: "📈 Charts",
    kinds: {
      traffic: "Traffic",
      delay: "Latency",
      usage: "Who used what",
      memory: "Memory",
      connections: "Connections",
    },
    buttons: {
      traffic: "📶 Traffic",
      delay: "⏱ Latency",
      usage: "📱 Devices",
      memory: "🧠 Memory",
      connections: "🔗 Connections",
    },
    ranges: { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d" },
    spans: { "1h": "the last hour", "24h": "the last 24 hours", "7d": "the last 7 days", "30d": "the last 30 days" },
    moved: (down: string, up: string): string => `In all: ↓ ${down} · ↑ ${up}`,
    watched: (percent: number): string => `${percent} % of the time was watched.`,
    others: (count: number): string => (count === 1 ? "and 1 more" : `and ${count} more`),
    unknownDevice: "unknown",
    failed: "Red marks at the foot: a test got no answer.",
    nothing: "Nothing of this was recorded in that time.",
    cannotDraw: "The picture could not be drawn; the log says why.",
    notSent: "The picture did not get through to Telegram; tap again.",
    slowed: (seconds: number): string => `Telegram slows us down; tap again in ${seconds} s.`,
  },
};
