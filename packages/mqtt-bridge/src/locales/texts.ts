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
  readonly flushDns: string;
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
  flushDns: "Flush DNS",
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
  flushDns: "清空 DNS 缓存",
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
