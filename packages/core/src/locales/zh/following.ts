import type { following as en } from "../en/following.ts";

export const following = {
  separator: "；",
  update: (provider, same, renamed, gone) =>
    `${provider ?? "配置文件"}：${same} 个不变，${renamed} 个改名，${gone} 个消失`,
  followed: (group, now) => `${group} 已跟随到 ${now}`,
  asked: (group, was, candidates) => `${group} 的 ${was} 不见了，现在是哪一个：${candidates.join(" / ")}？`,
  lost: (group, was, fellTo) => `${group} 的 ${was} 不见了${fellTo === undefined ? "" : `，当前使用 ${fellTo}`}`,
  failed: (group, now, reason) => `${group} 未能跟随到 ${now}：${reason}`,
  rulesReapplied: (rules) => `内核忘记了停用的规则，已重新停用：${rules.join(" / ")}`,
} satisfies typeof en;
