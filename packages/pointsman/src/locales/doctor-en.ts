import type { Words } from "../doctor/finding.ts";
import { sizeText } from "./size-text.ts";

/** The words of `pointsman doctor`: what is the case, and how to mend it. */
export const doctorEn = {
  mend: "→",
  reachable: (version: string): Words => [`answers (${version})`],
  unreachable: (sentence: string): Words => [sentence, "start the core, or correct its `url` in the config"],
  secretRight: (): Words => ["accepts the secret"],
  secretWrong: (): Words => [
    "refuses the secret",
    "copy `secret:` of the core's own config into the file or key that the config names for it",
  ],
  secretEmpty: (): Words => [
    "answers without a secret, so whoever reaches it can steer it",
    "set `secret:` in the core's config and restart the core",
  ],
  onlyHere: (): Words => ["listens on this machine only, as far as can be seen"],
  listensBeyond: (addresses: readonly string[]): Words => [
    `listens beyond this machine (${addresses.join(", ")}), though pointsman uses it from here`,
    "set `external-controller: 127.0.0.1:PORT` in the core's config, unless others need it",
  ],
  clearText: (): Words => [
    "is reached over a public network without encryption, so the secret can be read on the way",
    "use external-controller-tls with https://, or a tunnel",
  ],
  corsClosed: (): Words => ["lets no foreign web page read its answers"],
  corsOpen: (): Words => [
    "lets every web page read its answers (CORS *)",
    "set `external-controller-cors: { allow-origins: [your dashboard] }` in the core's config",
  ],
  debugOff: (): Words => ["shows no profiles"],
  debugOn: (): Words => [
    "shows profiles under /debug to everybody, without a secret",
    "set `log-level` in the core's config to anything but debug, and restart the core",
  ],
  coreCurrent: (): Words => ["offers everything that pointsman can use"],
  coreOld: (rows: readonly string[], more: number): Words => [
    `is an older core: it lacks ${rows.join(", ")}${more === 0 ? "" : ` and ${more} more`}`,
    "update the core; what is missing is greyed until then",
  ],
  sourcesMany: (): Words => ["tells devices apart, as far as its present connections show"],
  sourcesOne: (address: string, percent: number): Words => [
    `has ${percent} % of its connections from ${address}: either a router in front hides the devices, or there is only one`,
    "let the core see the devices' own addresses (no NAT between them and the core), if you want usage by device",
  ],
  clockRight: (): Words => ["has the same time as this machine"],
  clockWrong: (seconds: number): Words => [
    `has a clock ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} this machine's`,
    "let both ask a time server (NTP)",
  ],
  zoneOther: (core: string, own: string): Words => [
    `lives in another time zone (${core}, here ${own})`,
    "set `time-zone` in pointsman's config to the household's, so that days begin when they should",
  ],
  nodeRight: (version: string): Words => [`Node.js ${version}`],
  nodeOld: (version: string): Words => [`Node.js ${version} is too old`, "install Node.js 22.13 or newer"],
  stateRight: (folder: string): Words => [`the state can be written (${folder})`],
  stateWrong: (folder: string): Words => [
    `the state cannot be written (${folder})`,
    "give the user of pointsman this folder, or set state-dir",
  ],
  disk: (megabytes: number): Words => [`${sizeText(megabytes)} are free for the state`],
  diskFull: (megabytes: number): Words => [
    `only ${sizeText(megabytes)} are free for the state`,
    "make room, or lower ledger.max-mb",
  ],
  running: (isRunning: boolean): Words => [
    isRunning ? "pointsman runs on this state" : "pointsman does not run on this state now",
  ],
  ledgerNone: (): Words => ["there is no ledger yet: pointsman run makes it"],
  ledgerRight: (megabytes: number): Words => [`the ledger is sound (${sizeText(megabytes)})`],
  ledgerWrong: (): Words => [
    "the ledger is damaged",
    "start pointsman run, which sets it aside and counts anew, or restore a backup",
  ],
  year: (): Words => ["this machine's clock is wrong", "let it ask a time server (NTP)"],
  broker: (protocol: 5 | 4): Words => [`the broker lets us in (MQTT ${protocol === 5 ? "5" : "3.1.1"})`],
  brokerWrong: (sentence: string): Words => [sentence, "correct mqtt.url, mqtt.username or mqtt.password-file"],
  telegram: (bot: string, way: string, ms: number): Words => [`@${bot} is reached over ${way} in ${ms} ms`],
  telegramSilent: "Telegram does not answer",
  telegramWrong: (way: string, sentence: string): Words => [
    `over ${way}: ${sentence}`,
    "correct telegram.token-file or telegram.proxy",
  ],
};
