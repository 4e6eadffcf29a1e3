/** What Home Assistant shows for the bridge's entities. The broker's topics speak English always. */
export interface Texts {
  readonly bridge: string;
  readonly connected: string;
  readonly download: string;
  readonly upload: string;
  readonly downloaded: string;
  readonly uploaded: string;
  readonly memory: string;
  readonly connections: string;
  readonly connectionsUnit: string;
  readonly mode: string;
  readonly logLevel: string;
  readonly switches: Readonly<Record<"tun" | "allow_lan" | "ipv6" | "sniffing" | "tcp_concurrent", string>>;
  readonly buttons: Readonly<
    Record<"flush_dns" | "flush_fake_ip" | "close_connections" | "reload" | "restart" | "update_geo", string>
  >;
  readonly events: string;
  readonly problem: string;
  readonly controllers: string;
  readonly reconnects: string;
  readonly dropped: string;
  readonly lastError: string;
  readonly rediscover: string;
  readonly purge: string;
  readonly logTopic: string;
  readonly started: string;
  readonly version: string;
  readonly core: string;
  /** What follows stands behind the name of a group, provider or device. */
  readonly pin: string;
  readonly node: string;
  readonly nodeByName: string;
  readonly delay: string;
  readonly closeConnections: string;
  readonly rules: string;
  readonly internet: string;
  readonly usedToday: string;
  readonly usedThisMonth: string;
  readonly runsOut: string;
  /** Titles on the dashboard. */
  readonly cards: Readonly<
    Record<"now" | "groups" | "rates" | "scenes" | "rules" | "providers" | "usage" | "care", string>
  >;
  readonly nodes: string;
  readonly alive: string;
  readonly updated: string;
  readonly used: string;
  readonly total: string;
  readonly left: string;
  readonly expires: string;
  readonly update: string;
  readonly check: string;
}

const en: Texts = {
  bridge: "Pointsman bridge",
  connected: "Connected",
  download: "Download",
  upload: "Upload",
  downloaded: "Downloaded",
  uploaded: "Uploaded",
  memory: "Memory",
  connections: "Connections",
  connectionsUnit: "connections",
  mode: "Mode",
  logLevel: "Log level",
  switches: {
    tun: "TUN",
    allow_lan: "Allow LAN",
    ipv6: "IPv6",
    sniffing: "Sniffing",
    tcp_concurrent: "Concurrent TCP",
  },
  buttons: {
    flush_dns: "Flush DNS",
    flush_fake_ip: "Flush fake IPs",
    close_connections: "Close all connections",
    reload: "Reload the config",
    restart: "Restart the core",
    update_geo: "Update the geo databases",
  },
  events: "Events",
  problem: "Problem",
  controllers: "Connected cores",
  reconnects: "Reconnects",
  dropped: "Topics too large to send",
  lastError: "Last error",
  rediscover: "Announce again",
  purge: "Take everything off the broker",
  logTopic: "Log on MQTT",
  started: "Started",
  version: "Version",
  core: "Core",
  pin: "pin",
  node: "node in use",
  nodeByName: "node by name",
  delay: "delay",
  closeConnections: "close connections",
  rules: "rules",
  internet: "internet",
  usedToday: "Used today",
  usedThisMonth: "Used this month",
  runsOut: "runs out",
  cards: {
    now: "Now",
    groups: "Groups",
    rates: "Traffic",
    scenes: "Scenes",
    rules: "Rules",
    providers: "Subscriptions",
    usage: "Usage",
    care: "Maintenance",
  },
  nodes: "nodes",
  alive: "nodes alive",
  updated: "updated",
  used: "used",
  total: "allowance",
  left: "left",
  expires: "expires",
  update: "update",
  check: "test",
};

const zh: Texts = {
  bridge: "Pointsman 网桥",
  connected: "已连接",
  download: "下载速率",
  upload: "上传速率",
  downloaded: "下载总量",
  uploaded: "上传总量",
  memory: "内存",
  connections: "连接数",
  connectionsUnit: "个连接",
  mode: "模式",
  logLevel: "日志级别",
  switches: {
    tun: "TUN 模式",
    allow_lan: "允许局域网连接",
    ipv6: "IPv6",
    sniffing: "域名嗅探",
    tcp_concurrent: "TCP 并发",
  },
  buttons: {
    flush_dns: "清空 DNS 缓存",
    flush_fake_ip: "清空 Fake-IP 缓存",
    close_connections: "断开所有连接",
    reload: "重载配置",
    restart: "重启内核",
    update_geo: "更新 GEO 数据库",
  },
  events: "事件",
  problem: "异常",
  controllers: "已连接的内核",
  reconnects: "重连次数",
  dropped: "过大而未发送的主题",
  lastError: "最近一次错误",
  rediscover: "重新发布设备",
  purge: "从 MQTT 服务器移除全部",
  logTopic: "MQTT 日志",
  started: "启动时间",
  version: "版本",
  core: "内核",
  pin: "固定节点",
  node: "当前节点",
  nodeByName: "按名称选择节点",
  delay: "延迟",
  closeConnections: "断开连接",
  rules: "规则数",
  internet: "上网",
  usedToday: "今日用量",
  usedThisMonth: "本月用量",
  runsOut: "预计用完",
  cards: {
    now: "现在",
    groups: "策略组",
    rates: "流量",
    scenes: "场景",
    rules: "规则",
    providers: "订阅",
    usage: "用量",
    care: "维护",
  },
  nodes: "节点数",
  alive: "可用节点数",
  updated: "更新时间",
  used: "已用流量",
  total: "总流量",
  left: "剩余流量",
  expires: "到期时间",
  update: "更新",
  check: "测速",
};

export const languages = { en, zh } as const;
export type Language = keyof typeof languages;
