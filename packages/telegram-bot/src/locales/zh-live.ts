import type { enLive } from "./en-live.ts";

/** 实时视图与升级的文字。 */
export const zhLive: typeof enLive = {
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
