import type { enNodes } from "../en/nodes.ts";

/** 节点列表的中文文本；并入 `zh`。 */
export const zhNodes = {
  list: {
    filter: "🔎 筛选",
    filters: "筛选",
    left: (left, all) => `${all} 个节点中有 ${left} 个符合。`,
    show: (left) => `👀 显示 ${left} 个`,
    cheap: "≤ 1×",
    ownNodes: "配置文件",
    noFilter: "✖ 清除筛选",
    history: "历史",
    range: (least, most) => (least === most ? `${least} 毫秒` : `${least}–${most} 毫秒`),
    through: "前置代理",
    gone: (node) => `${node} 已不存在，列表顶部是它现在可能的名称。`,
    maybe: "❔ 您点的节点已不存在，现在可能叫下面的名称；请先查看再切换：",
    whichPage: (page, pages) => `第 ${page} 页，共 ${pages} 页。跳到哪里？`,
    askPage: "✏️ 页码或名称",
    pagePrompt: (pages) => `请发送 1 到 ${pages} 的页码，或节点名称的一部分。`,
    noPage: (text) => `没有第“${text}”页，也没有这样的节点。`,
  },
  flow: {
    short: { total: "Σ 流量", speed: "🚀 速度", newest: "🆕 最新", host: "🔤 主机", program: "🧩 程序" },
    pause: "⏸ 暂停",
    goOn: "▶ 继续",
    paused: "⏸ 已暂停更新。",
  },
  safeKeep: {
    button: (node) => `🔒 仍然保留：${node}`,
    confirm: (group, node) =>
      `即使经由 ${node} 无法连接 Telegram，也让 ${group} 保留它吗？此后不会自动切回：本聊天可能失去响应，直到从别处（例如控制面板）切换该策略组。`,
    modeChecking: "本聊天经由该内核；如果中断，我会自动切回。",
    modeBack: (mode) => `↩️ 无法连接 Telegram：模式已切回${mode}。`,
    modeStuck: "无法连接 Telegram，且模式未能切回。",
    kept: (group, node) => `🔒 ${group} 将保留 ${node}，无论 Telegram 是否可达。`,
  },
} satisfies typeof enNodes;
