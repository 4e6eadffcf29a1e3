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
};

export const languages = { en, zh } as const;
export type Language = keyof typeof languages;
