import type { enCharts } from "../en/charts.ts";

/** 图表的中文文本；并入 `zh`。 */
export const zhCharts = {
  charts: {
    button: "📈 图表",
    kinds: { traffic: "流量", delay: "延迟", usage: "各设备用量", memory: "内存", connections: "连接数" },
    buttons: { traffic: "📶 流量", delay: "⏱ 延迟", usage: "📱 设备", memory: "🧠 内存", connections: "🔗 连接数" },
    ranges: { "1h": "1 小时", "24h": "24 小时", "7d": "7 天", "30d": "30 天" },
    spans: { "1h": "最近 1 小时", "24h": "最近 24 小时", "7d": "最近 7 天", "30d": "最近 30 天" },
    moved: (down, up) => `合计：↓ ${down} · ↑ ${up}`,
    watched: (percent) => `其中 ${percent}% 的时间有记录。`,
    others: (count) => `另有 ${count} 个`,
    unknownDevice: "未知设备",
    failed: "底部红色标记：有测速无响应。",
    nothing: "这段时间没有相关记录。",
    cannotDraw: "图片绘制失败，详情见日志。",
    notSent: "图片未能发送到 Telegram，请再点一次。",
    slowed: (seconds) => `Telegram 限制了发送频率，请在 ${seconds} 秒后再点。`,
  },
} satisfies typeof enCharts;
