/** What a word of a node's name is about; the rest are plain words. */
export type TagClass = "line" | "plan" | "protocol" | "badge" | "none";

/** Known words by what they are about, each with its further spellings. Latin ones match whole words. */
export const tags: Readonly<Record<TagClass, Readonly<Record<string, readonly string[]>>>> = {
  /** How the traffic travels: another line is another node. */
  line: {
    iepl: [],
    iplc: [],
    bgp: [],
    cn2: [],
    gia: [],
    cmi: [],
    cmin2: [],
    "9929": ["as9929"],
    "4837": ["as4837"],
    hinet: [],
    softbank: [],
    transit: ["中转", "中轉", "relay", "транзит"],
    direct: ["直连", "直連", "прямой"],
    leased: ["专线", "專線"],
    tunnel: ["隧道"],
    residential: ["家宽", "家寬", "家庭宽带", "резидентный", "isp"],
    native: ["原生"],
    mobile: ["移动", "移動", "cmcc"],
    unicom: ["联通", "聯通"],
    telecom: ["电信", "電信"],
    anycast: [],
    lte: [],
  },
  /** What it costs. */
  plan: {
    premium: ["高级", "高級", "премиум"],
    standard: ["标准", "標準", "стандарт", "std"],
    basic: ["基础", "基礎"],
    pro: [],
    plus: [],
    lite: ["轻量", "輕量"],
    vip: [],
    free: ["免费", "免費"],
    boutique: ["精品"],
    backup: ["备用", "備用", "резерв"],
  },
  /** Another protocol may lead to the same exit. */
  protocol: {
    ss: ["shadowsocks", "ss2022"],
    ssr: [],
    vmess: [],
    vless: [],
    trojan: [],
    hysteria: ["hy"],
    hysteria2: ["hy2"],
    tuic: [],
    wireguard: ["wg"],
    anytls: [],
    snell: [],
    reality: [],
    ipv6: ["v6"],
    ipv4: ["v4"],
    ws: [],
    grpc: [],
    tls: ["xtls"],
  },
  /** What it is good for today: reworded from day to day. */
  badge: {
    netflix: ["nf", "奈飞", "奈飛"],
    disney: ["disney+", "d+"],
    gpt: ["chatgpt", "openai"],
    ai: ["gemini", "claude"],
    unlock: ["解锁", "解鎖", "unlocked"],
    streaming: ["流媒体", "流媒體"],
    youtube: ["yt"],
    tiktok: [],
    telegram: ["tg"],
    game: ["gaming", "游戏", "遊戲", "игры"],
  },
  /** Says nothing of its own, or only how the node does today. */
  none: {
    node: ["节点", "節點", "server", "线路", "線路", "号", "號", "no", "сервер", "سرور"],
    news: ["new", "新增", "新", "hot", "热门", "熱門", "推荐", "推薦", "限时", "recommended"],
    state: [
      "维护中",
      "维护",
      "維護",
      "已修复",
      "修复",
      "拥堵",
      "爆满",
      "繁忙",
      "busy",
      "full",
      "ok",
      "online",
      "offline",
      "在线",
      "离线",
    ],
    rate: ["倍率", "流量", "load", "负载", "負載", "延迟", "延遲", "更新", "updated", "upd"],
  },
};

/** Numbers of a name that change by themselves, with what says so. Matched on plain, lower-case text. */
export const volatile: readonly RegExp[] = [
  // Measured: load, latency, speed, people online, amounts.
  /(?:load|负载|負載|使用率|占用|нагрузка)?[:\s]*\d+(?:\.\d+)?\s?%/gi,
  /(?<![a-z\d.])\d+(?:\.\d+)?\s?(?:ms|毫秒|мс)(?![a-z])/gi,
  /(?:[↑↓⬆⬇]\s?)?\d+(?:\.\d+)?\s?[kmg]i?b\/s/gi,
  /\d+\.\d+\s?[kmgt](?:i?b|bps)(?![a-z])/gi,
  /(?:在线|online|人数|users?)[:\s]*\d+\s?人?|\d+\s?(?:人在线|人|users?(?![a-z]))/gi,
  // Days and times.
  /\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]20\d\d|\d{1,2}月\d{1,2}日/gi,
  /(?:更新于?|upd(?:ated)?|@)[:\s]*(?:\d{1,2}[-/.]\d{1,2}|\d{4}(?!\d))|\d{4}(?=\s?更新)|\d{1,2}[-/.]\d{1,2}\s?更新/gi,
  /(?<=[|([【]\s?)(?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?!\d)/gi,
  /(?<![\d.:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)/gi,
  // Rates: `x1.5`, `2倍`, `1.0x`, `倍率 2`, and a number with a decimal point that is nothing else.
  /倍率[:\s]*\d+(?:\.\d+)?/gi,
  /(?<![a-z])[x×*]\s?\d+(?:\.\d+)?/gi,
  /(?<![\d.])\d+(?:\.\d+)?\s?(?:倍率?|[x×](?![a-z\d]|\s?\d))/gi,
  /(?<![\d.a-z])\d+\.\d+(?![\d.])/gi,
];
