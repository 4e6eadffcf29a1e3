import type { enLive } from "./en-live.ts";

/** 实时视图与升级的文字。 */
export const zhLive: typeof enLive = {
  tail: {
    hold: "⏸ 暂停",
    release: "▶ 继续",
    filter: "🔎 筛选",
    whole: "📜 全部日志",
    file: "📄 存为文件",
    holding: "⏸ 已暂停显示，仍在计数。",
    released: "▶ 已恢复实时",
    held: (count) => `⏸ 已暂停${count === 0 ? "" : `，新增 ${count} 行`}`,
    only: (text) => `🔎 只显示包含“${text}”的行`,
    prompt: "请发送日志中的部分文字，例如：netflix；发送 - 显示全部。",
    confirmDebug: "要显示包括调试在内的所有日志吗？繁忙的内核日志极多，大部分会被略去。",
    setCore: (level) => `🔧 让内核记录：${level}`,
    coreSet: (was, now) => `✅ 内核日志级别：${was} → ${now}`,
    caption: (controller, lines) => `${controller} 的日志：最近 ${lines} 行`,
    sent: (lines) => `📄 ${lines} 行`,
    notSent: "文件无法发送。",
    nothing: "自机器人启动以来，内核没有任何警告。",
  },
  upgrade: {
    core: "⬆️ 升级内核",
    ui: "🖥 更新面板",
    sure: "确定，立即执行",
    confirmCore: "让内核下载最新版本并以新版本重启吗？所有连接会中断几秒，包括本聊天。",
    confirmUi: "让内核重新下载网页面板吗？已打开面板的人需要刷新页面。",
    lastCore: (controller) => `第 2 步，共 2 步：现在替换 ${controller} 的程序吗？此处无法撤销。`,
    lastRestart: (controller) => `第 2 步，共 2 步：现在重启 ${controller} 吗？`,
    lastReload: (controller) => `第 2 步，共 2 步：现在重新加载 ${controller} 的配置吗？`,
    newest: (version) => `✅ 内核已是最新：${version}`,
    upgraded: (was, now, ms) => `✅ 内核已升级：${was} → ${now}（${ms} 毫秒）`,
    uiUpgraded: (ms) => `✅ 面板已更新（${ms} 毫秒）`,
    unfetched: (words) => `内核无法下载，因此没有任何改动：请检查它能否访问互联网（${words}）。`,
    uninstalled: (words) => `内核已下载，但无法写入：请检查它是否有写入权限（${words}）。`,
  },
};
