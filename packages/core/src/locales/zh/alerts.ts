import type { AlertTexts, AlertWords } from "../alert-words.ts";

const words: AlertWords = {
  "core-lost": {
    title: "内核失联",
    on: ({ data }, say) => `内核已失联。${say.error(data.reason)}`,
    off: ({ data, since, until = since }, say) =>
      `内核已恢复，中断 ${say.duration(until - since)}${data.restarted ? "，期间内核重启过" : ""}。`,
  },
  "core-restarted": {
    title: "内核重启",
    on: ({ data }) => `内核已重启${data.version === undefined ? "" : `，当前版本 ${data.version}`}。`,
  },
  "core-updated": {
    title: "内核更新",
    on: ({ data }) => `内核已从 ${data.was} 更新到 ${data.now}。`,
  },
  "secret-refused": {
    title: "密钥被拒绝",
    on: () => "内核不再接受我们的密钥。",
    off: () => "内核重新接受了我们的密钥。",
  },
  "node-dead": {
    title: "当前节点失效",
    on: ({ data }, say) => `节点 ${data.node} 无响应，正被 ${say.names(data.groups)} 使用。`,
    off: ({ data, since, until = since }, say) =>
      `节点 ${data.node} 已恢复或不再使用，持续 ${say.duration(until - since)}。`,
  },
  "group-dead": {
    title: "策略组全部失效",
    on: ({ data }) => `策略组 ${data.group} 的全部 ${data.nodes} 个节点均无响应。`,
    off: ({ data, since, until = since }, say) =>
      `策略组 ${data.group} 已有节点恢复响应，持续 ${say.duration(until - since)}。`,
  },
  "latency-high": {
    title: "当前节点延迟过高",
    on: ({ data }) =>
      `策略组 ${data.group} 变慢：${data.node} 延迟 ${data.delay} ms，已连续 ${data.checks} 次超过 ${data.above} ms。`,
    off: ({ data, since, until = since }, say) =>
      `策略组 ${data.group} 的延迟已恢复正常，持续 ${say.duration(until - since)}。`,
  },
  "memory-high": {
    title: "内存占用高",
    on: ({ data }, say) => `内核占用内存 ${say.bytes(data.memory)}，超过 ${say.bytes(data.above)}。`,
    off: ({ since, until = since }, say) => `内核内存占用已回落，持续 ${say.duration(until - since)}。`,
  },
  "connections-many": {
    title: "连接过多",
    on: ({ data }) => `当前有 ${data.connections} 个连接，超过 ${data.above} 个。`,
    off: ({ since, until = since }, say) => `连接数已回落，持续 ${say.duration(until - since)}。`,
  },
  "choices-changed": {
    title: "自动选择",
    on: ({ data }, say) =>
      `${say.duration(data.minutes * 60_000)}内自动切换：${say.names(data.groups.map(({ group, times, now }) => `${group}${now === undefined ? "" : ` → ${now}`}${times > 1 ? `（${times} 次）` : ""}`))}。`,
  },
  "provider-failed": {
    title: "订阅更新失败",
    on: ({ data }) => `订阅 ${data.provider} 更新失败（${data.reason}）。`,
    off: ({ data }) => `订阅 ${data.provider} 已重新更新成功。`,
  },
  "provider-used": {
    title: "订阅流量用量",
    on: ({ data }, say) =>
      `${data.provider}：${say.bytes(data.total)} 流量已使用 ${Math.floor((data.used / data.total) * 100)}%。`,
    off: ({ data }) => `${data.provider}：流量已恢复充足。`,
  },
  "provider-expires": {
    title: "订阅即将到期",
    on: ({ data }, say) =>
      data.step === 0
        ? `${data.provider} 已到期（${say.day(data.expiresAt)}）。`
        : `${data.provider} 将在 ${data.step} 天内到期（${say.day(data.expiresAt)}）。`,
    off: ({ data }) => `${data.provider} 已续期。`,
  },
  "provider-runs-out": {
    title: "订阅流量将耗尽",
    on: ({ data }, say) =>
      `按当前速度，${data.provider} 的流量预计在 ${say.day(data.runsOutAt)} 前后用完，早于 ${say.day(data.resetsAt)}。`,
    off: ({ data }) => `${data.provider} 的流量够用。`,
  },
  "selection-lost": {
    title: "所选节点丢失",
    on: ({ data }, say) =>
      `策略组 ${data.group} 所选的 ${data.was} 已不存在${data.now === undefined ? "" : `，现在使用 ${data.now}`}。${
        data.candidates.length === 0 ? "" : `可能是以下之一：${say.names(data.candidates)}。`
      }`,
    off: ({ data }) => `策略组 ${data.group} 已重新选定节点。`,
  },
  "selection-followed": {
    title: "已跟随改名节点",
    on: ({ data }, say) => {
      const followed = data.followed.map(({ group, now }) => `${group} 已跟随到 ${now}`);
      const counts = `${data.same} 个不变，${data.renamed} 个改名，${data.gone} 个消失`;
      return `${say.names(data.providers)}：${counts}${followed.length === 0 ? "" : `；${say.names(followed)}`}。`;
    },
  },
  "nodes-renamed": {
    title: "节点改名",
    on: ({ data }, say) =>
      `${data.provider} 的节点改名：${say.names(data.pairs.map(({ was, now }) => `${was} → ${now}`))}。`,
  },
  "rule-provider-stale": {
    title: "规则集过旧",
    on: ({ data }, say) =>
      data.updatedAt === null
        ? `规则集 ${data.provider} 从未加载成功。`
        : `规则集 ${data.provider} 上次更新于 ${say.day(data.updatedAt)}。`,
    off: ({ data }) => `规则集 ${data.provider} 已恢复更新。`,
  },
  "log-errors": {
    title: "日志错误激增",
    on: ({ data }) => `内核在 ${data.minutes} 分钟内记录了 ${data.lines} 次：${data.text}`,
    off: ({ data }) => `内核不再记录：${data.text}`,
  },
  "mode-changed": {
    title: "模式被更改",
    on: ({ data }) => `有人把模式从 ${data.was} 改为 ${data.now}。`,
  },
  "settings-changed": {
    title: "设置被更改",
    on: ({ data }, say) => `有人更改了内核设置：${say.names(data.keys)}。`,
  },
  "new-device": {
    title: "新设备",
    on: ({ data }) => `有新设备使用内核：${deviceName(data)}。`,
  },
  "device-spike": {
    title: "设备流量激增",
    on: ({ data }, say) => `${deviceName(data)} 在 ${data.minutes} 分钟内使用了 ${say.bytes(data.bytes)}。`,
    off: ({ data }) => `${deviceName(data)} 的流量已恢复平稳。`,
  },
  "device-quota": {
    title: "设备配额",
    on: ({ data }, say) =>
      `${data.device} 已使用配额 ${say.bytes(data.limit)} 的 ${Math.floor((data.used / data.limit) * 100)}%（${data.quota}）。`,
    off: ({ data }) => `${data.device} 已回到配额之内（${data.quota}）。`,
  },
  "device-quota-runs-out": {
    title: "配额将耗尽",
    on: ({ data }, say) =>
      `${data.device} 的配额预计在 ${say.day(data.runsOutAt)} 前后用完，早于 ${say.day(data.resetsAt)} 的重置（${data.quota}）。`,
    off: ({ data }) => `${data.device} 将不会超出配额（${data.quota}）。`,
  },
  "ledger-trouble": {
    title: "账本故障",
    on: ({ data }) => `无法记录用量：${data.message}`,
    off: () => "用量记录已恢复。",
  },
};

function deviceName({ device, name }: { readonly device: string; readonly name?: string }): string {
  return name === undefined ? device : `${name}（${device}）`;
}

export const alerts: AlertTexts = {
  words,
  flapping: (sentence, times) => `${sentence}近来反复出现（${times} 次），平稳之前不再提醒。`,
  units: { day: "天", hour: "小时", minute: "分钟", second: "秒", comma: "、", more: (count) => ` 等另外 ${count} 个` },
};
