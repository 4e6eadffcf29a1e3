import { stringify } from "yaml";

const gb = 1024 ** 3;
const day = 86_400;
const testUrl = "http://www.gstatic.com/generate_204";

interface Region {
  readonly code: string;
  readonly flag: string;
  readonly count: number;
  readonly delay: number;
}

const nimbusRegions: readonly Region[] = [
  { code: "HK", flag: "🇭🇰", count: 6, delay: 38 },
  { code: "JP", flag: "🇯🇵", count: 4, delay: 62 },
  { code: "SG", flag: "🇸🇬", count: 4, delay: 71 },
  { code: "TW", flag: "🇹🇼", count: 2, delay: 55 },
  { code: "US", flag: "🇺🇸", count: 5, delay: 165 },
];

const sunriseNames = ["日本 东京 A", "日本 大阪 B", "韩国 首尔", "德国 法兰克福", "英国 伦敦"];

function node(name: string, index: number, domain: string): object {
  const server = `n${index}.${domain}`;
  const common = { name, server, port: 443, udp: true };
  if (index % 3 === 0) return { ...common, type: "trojan", password: "x" };
  if (index % 3 === 1) return { ...common, type: "ss", cipher: "aes-128-gcm", password: "x" };
  return { ...common, type: "hysteria2", password: "x" };
}

/** Names without the rate that the subscription appends. */
function nimbusNames(): string[] {
  return nimbusRegions.flatMap(({ code, flag, count }) =>
    Array.from({ length: count }, (_, index) => `${flag} ${code} ${String(index + 1).padStart(2, "0")}`),
  );
}

/** One answer of the first subscription: the rate in the names changes, quota runs out. */
function nimbusUpdate(index: number, now: number): object {
  const total = 200 * gb;
  const left = Math.max(99 - index * 3, 0) / 10;
  const rate = ["x1.0", "x1.2", "x1.5"][index % 3];
  const infos = [`剩余流量：${left.toFixed(1)} GB`, "距离下次重置剩余：12 天", `套餐到期：${dateOf(now + 96 * day)}`];
  const proxies = nimbusNames().map((name, at) => node(`${name} | ${rate}`, at + 1, "nimbus.example.net"));
  return {
    userinfo: { upload: 9 * gb, download: total - 9 * gb - Math.round(left * gb), total, expire: now + 96 * day },
    proxies: [...infos.map((name) => node(name, 0, "info.example.net")), ...proxies],
  };
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function sunriseUpdate(now: number): object {
  const expire = now + 2 * day;
  const proxies = [`Expires ${dateOf(expire)}`, "官网 sunrise.example.org", ...sunriseNames];
  return {
    userinfo: { upload: 3 * gb, download: 41 * gb, total: 100 * gb, expire },
    proxies: proxies.map((name, index) => node(name, index, "sunrise.example.org")),
  };
}

const devices = {
  "Living room TV": {
    ip: "192.168.1.20",
    rate: 5,
    video: ["rr3---sn-i3b7knld.googlevideo.com", "ipv4-c001-hkg001-ix.1.oca.nflxvideo.net", "www.netflix.com"],
    web: ["api.themoviedb.org", "i.ytimg.com"],
  },
  "Anna's phone": {
    ip: "192.168.1.31",
    rate: 14,
    web: ["www.instagram.com", "scontent-hkg1-1.cdninstagram.com", "www.google.com", "www.wikipedia.org"],
    chat: ["149.154.167.51", "web.whatsapp.com", "mtalk.google.com"],
    video: ["rr2---sn-i3b7kn6s.googlevideo.com"],
  },
  爸爸的手机: {
    ip: "192.168.1.32",
    rate: 12,
    web: ["www.bilibili.com", "m.weibo.cn", "www.taobao.com", "news.qq.com", "www.zhihu.com"],
    chat: ["szextshort.weixin.qq.com", "venus.web.telegram.org"],
    ads: ["ad.doubleclick.net", "tracker.example-ads.com"],
  },
  "Work laptop": {
    ip: "192.168.1.40",
    rate: 18,
    web: ["github.com", "api.github.com", "chatgpt.com", "claude.ai", "docs.google.com"],
    voice: ["us04web.zoom.us"],
    update: ["objects.githubusercontent.com"],
    ads: ["www.google-analytics.com"],
  },
  "Game console": {
    ip: "192.168.1.50",
    rate: 3,
    game: ["ec2-13-230-1-1.ap-northeast-1.compute.amazonaws.com", "lp1.dragons.nintendo.net"],
    update: ["atum.hac.lp1.d4c.nintendo.net"],
  },
  Tablet: {
    ip: "192.168.1.33",
    rate: 6,
    web: ["www.duolingo.com", "www.khanacademy.org"],
    video: ["v16-webapp.tiktok.com", "www.disneyplus.com"],
  },
} as const;

function groups(): object[] {
  const check = { url: testUrl, interval: 120, lazy: false };
  const info = "剩余|重置|到期|Expires|官网";
  const both = ["nimbus", "sunrise"];
  return [
    { name: "Proxy", type: "select", proxies: ["♻️ Auto", "🛟 Fallback", "⚖️ 负载均衡", "DIRECT"], use: both },
    { name: "♻️ Auto", type: "url-test", use: both, "exclude-filter": info, tolerance: 30, ...check },
    { name: "🛟 Fallback", type: "fallback", use: ["nimbus"], filter: "HK|JP", ...check },
    { name: "⚖️ 负载均衡", type: "load-balance", use: ["nimbus"], filter: "US", ...check },
    { name: "🎬 Streaming", type: "select", proxies: ["Proxy", "♻️ Auto"], use: ["nimbus"] },
    { name: "🤖 AI", type: "select", proxies: ["Proxy"], use: ["nimbus"], filter: "US|JP|SG" },
    { name: "💬 Telegram", type: "select", proxies: ["Proxy", "♻️ Auto"], use: both },
    { name: "🎮 Gaming", type: "select", proxies: ["DIRECT", "Proxy"], use: ["nimbus"], filter: "JP|HK" },
    { name: "🇨🇳 国内", type: "select", proxies: ["DIRECT", "Proxy"] },
    { name: "🛑 广告拦截", type: "select", proxies: ["REJECT", "DIRECT", "Proxy"] },
    { name: "🐟 漏网之鱼", type: "select", proxies: ["Proxy", "DIRECT"], use: both },
  ];
}

const rules = [
  "RULE-SET,ads,🛑 广告拦截",
  "RULE-SET,telegram,💬 Telegram,no-resolve",
  "DOMAIN-SUFFIX,telegram.org,💬 Telegram",
  "DOMAIN-KEYWORD,netflix,🎬 Streaming",
  "DOMAIN-SUFFIX,nflxvideo.net,🎬 Streaming",
  "DOMAIN-SUFFIX,googlevideo.com,🎬 Streaming",
  "DOMAIN-SUFFIX,disneyplus.com,🎬 Streaming",
  "DOMAIN-SUFFIX,tiktok.com,🎬 Streaming",
  "OR,((DOMAIN-SUFFIX,chatgpt.com),(DOMAIN-SUFFIX,claude.ai),(DOMAIN-SUFFIX,openai.com)),🤖 AI",
  "DOMAIN-SUFFIX,nintendo.net,🎮 Gaming",
  "AND,((NETWORK,udp),(DOMAIN-SUFFIX,amazonaws.com)),🎮 Gaming",
  "RULE-SET,china,🇨🇳 国内",
  "DOMAIN-SUFFIX,cn,🇨🇳 国内",
  "IP-CIDR,192.168.0.0/16,DIRECT,no-resolve",
  "GEOIP,CN,🇨🇳 国内",
  "MATCH,🐟 漏网之鱼",
];

/**
 * A family: phones, TV, laptop, console; groups by purpose; one subscription near its quota that renames its nodes at
 * each update, one near its end; both with entries in their lists that are no nodes.
 */
export function homeConfig(_seed: number, now: number): string {
  const seconds = Math.floor(now / 1000);
  const fates: Record<string, object> = {};
  for (const { code, flag, count, delay } of nimbusRegions) {
    for (let index = 1; index <= count; index++) {
      const name = `${flag} ${code} ${String(index).padStart(2, "0")}`;
      fates[name] = { delay: delay + index * 7, jitter: 6 + index, loss: index === 5 ? 0.08 : 0.005 };
    }
  }
  const updates = Array.from({ length: 9 }, (_, index) => nimbusUpdate(index, seconds));
  return stringify(
    {
      "mixed-port": 7890,
      "allow-lan": true,
      mode: "rule",
      "log-level": "info",
      dns: { enable: true, "enhanced-mode": "fake-ip", nameserver: ["https://dns.alidns.com/dns-query"] },
      tun: { enable: true, stack: "mixed", device: "Meta" },
      "proxy-providers": {
        nimbus: {
          type: "http",
          url: "https://nimbus.example.net/sub",
          interval: 43_200,
          "health-check": { enable: true, url: testUrl, interval: 120 },
        },
        sunrise: {
          type: "http",
          url: "https://sunrise.example.org/sub",
          interval: 43_200,
          "health-check": { enable: true, url: testUrl, interval: 120 },
        },
      },
      proxies: [{ name: "家里 NAS", type: "socks5", server: "192.168.1.5", port: 1080 }],
      "proxy-groups": groups(),
      "rule-providers": {
        ads: {
          type: "inline",
          behavior: "domain",
          payload: ["+.doubleclick.net", "+.example-ads.com", "+.google-analytics.com"],
        },
        telegram: { type: "inline", behavior: "ipcidr", payload: ["149.154.160.0/20", "91.108.4.0/22"] },
        china: {
          type: "inline",
          behavior: "domain",
          payload: ["+.bilibili.com", "+.qq.com", "+.taobao.com", "+.zhihu.com", "+.alidns.com"],
        },
      },
      rules,
      "x-simulate": {
        nodes: fates,
        subscriptions: { nimbus: updates, sunrise: [sunriseUpdate(seconds)] },
        household: { devices, weather: true },
      },
    },
    { aliasDuplicateObjects: false },
  );
}
