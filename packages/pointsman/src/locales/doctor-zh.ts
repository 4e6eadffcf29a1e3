import type { doctorEn } from "./doctor-en.ts";
import { sizeText } from "./size-text.ts";

/** `pointsman doctor` 的文字。 */
export const doctorZh: typeof doctorEn = {
  mend: "→",
  reachable: (version) => [`有应答（${version}）`],
  unreachable: (sentence) => [sentence, "启动核心，或改正配置里它的 `url`"],
  secretRight: () => ["接受密钥"],
  secretWrong: () => ["拒绝密钥", "把核心自己配置里的 `secret:` 抄进本配置里它的 secret 或 secret-file"],
  secretEmpty: () => ["不要密钥就应答，谁连得上谁就能控制它", "在核心的配置里设置 `secret:` 并重启核心"],
  onlyHere: () => ["看起来只在本机监听"],
  listensBeyond: (addresses) => [
    `也在本机之外监听（${addresses.join("、")}），虽然 pointsman 从本机使用它`,
    "如果别人不需要，在核心的配置里设置 `external-controller: 127.0.0.1:端口`",
  ],
  clearText: () => ["经公网访问且未加密，密钥在途中可被看到", "用 external-controller-tls 和 https://，或用隧道"],
  corsClosed: () => ["不让陌生网页读取它的回答"],
  corsOpen: () => [
    "让任何网页都能读取它的回答（CORS *）",
    "在核心的配置里设置 `external-controller-cors: { allow-origins: [你的面板] }`",
  ],
  debugOff: () => ["没有公开性能数据"],
  debugOn: () => ["不要密钥就在 /debug 下公开性能数据", "把核心配置里的 `log-level` 改成 debug 以外的值，并重启核心"],
  coreCurrent: () => ["pointsman 能用的它都有"],
  coreOld: (rows, more) => [
    `核心较旧：缺少 ${rows.join("、")}${more === 0 ? "" : `，另有 ${more} 项`}`,
    "更新核心；在此之前缺少的功能显示为灰色",
  ],
  sourcesMany: () => ["从现有连接看，能区分各个设备"],
  sourcesOne: (address, percent) => [
    `${percent} % 的连接来自 ${address}：要么前面的路由器遮住了设备，要么只有一个设备`,
    "若要按设备统计，让核心看到设备自己的地址（中间不要 NAT）",
  ],
  clockRight: () => ["时间与本机一致"],
  clockWrong: (seconds) => [
    `时钟比本机${seconds > 0 ? "快" : "慢"} ${Math.abs(seconds)} 秒`,
    "让两边都向时间服务器（NTP）对时",
  ],
  zoneOther: (core, own) => [
    `在另一个时区（${core}，本机 ${own}）`,
    "在 pointsman 的配置里把 `time-zone` 设为家里的时区，这样一天才会按时开始",
  ],
  nodeRight: (version) => [`Node.js ${version}`],
  nodeOld: (version) => [`Node.js ${version} 太旧`, "安装 Node.js 22.13 或更新的版本"],
  stateRight: (folder) => [`状态可以写入（${folder}）`],
  stateWrong: (folder) => [`状态无法写入（${folder}）`, "让运行 pointsman 的用户拥有这个文件夹，或设置 state-dir"],
  disk: (megabytes) => [`状态还有 ${sizeText(megabytes)} 空间`],
  diskFull: (megabytes) => [`状态只剩 ${sizeText(megabytes)} 空间`, "腾出空间，或调低 ledger.max-mb"],
  running: (isRunning) => [isRunning ? "pointsman 正在使用这份状态" : "pointsman 现在没有使用这份状态"],
  ledgerNone: () => ["还没有账本：pointsman run 会建立它"],
  ledgerRight: (megabytes) => [`账本完好（${sizeText(megabytes)}）`],
  ledgerWrong: () => ["账本已损坏", "启动 pointsman run，它会把账本放到一边重新计数；或恢复一份备份"],
  year: () => ["本机的时钟不对", "让它向时间服务器（NTP）对时"],
  broker: (protocol) => [`broker 允许接入（MQTT ${protocol === 5 ? "5" : "3.1.1"}）`],
  brokerWrong: (sentence) => [sentence, "改正 mqtt.url、mqtt.username 或 mqtt.password-file"],
  telegram: (bot, way, ms) => [`经 ${way} 连上 @${bot}，用时 ${ms} 毫秒`],
  telegramSilent: "Telegram 没有应答",
  telegramWrong: (way, sentence) => [`经 ${way}：${sentence}`, "改正 telegram.token-file 或 telegram.proxy"],
};
