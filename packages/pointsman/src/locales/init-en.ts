import type { LineProblem } from "@pointsman/telegram-bot";
import type { DialReason } from "@pointsman/mqtt-bridge";

const telegramProblems: Readonly<Record<LineProblem | "guessed" | "ended", string>> = {
  token: "Telegram refuses this token: copy the whole of it from @BotFather.",
  busy: "Another program reads this bot's messages: stop it, or make a bot of its own.",
  webhook: "This bot has a webhook, so another program uses it: make a bot of its own.",
  unreachable: "Telegram cannot be reached from here, neither directly nor through the core.",
  server: "Telegram answers with an error: try again in a moment.",
  guessed: "Somebody guessed at the code, so here is another.",
  ended: "Nobody sent the code.",
};

const brokerProblems: Readonly<Record<DialReason, string>> = {
  refused: "Nothing listens at this address: is the broker running, and is the port right?",
  host: "This host name is not known.",
  login: "The broker refuses the user name or the password.",
  "taken-over": "Another client took over this client id.",
  certificate: "The broker's certificate is not trusted: use mqtt:// here, and set mqtt.tls.ca-file later.",
  silent: "The broker does not answer.",
  ended: "The attempt was ended.",
  other: "The broker cannot be used like this.",
};

/** The words of `pointsman init`. */
export const initEn = {
  welcome:
    "Three questions, then your first switch. Enter takes what stands in [brackets]; Ctrl-C ends, and nothing is written.",
  exists: (file: string): string =>
    `${file} is there already. Write a new one, and keep the old one as ${file}.old? yes/no [no]: `,
  kept: "Nothing was changed. Use --config FILE to write another one.",
  yes: ["yes", "y"],
  no: ["no", "n"],
  yesOrNo: "Answer yes or no.",
  aborted: "init was ended before its end: nothing was written.",
  inputEnded: "The answers ended before the questions did: nothing was written.",

  coreTitle: "1/3  The core",
  coreSearching: "Looking on this machine and on the router …",
  coreFound: (url: string, version: string | undefined): string =>
    `found: ${url}${version === undefined ? ", wants a secret" : ` (${version})`}`,
  coreNotFound: "Nothing found at the usual places.",
  coreAddress: (usual: string): string => `Address of the core's API [${usual}]: `,
  coreNobody: (url: string): string =>
    `No core answers at ${url}: does it run, and does its external-controller listen at this address?`,
  coreSecret: "Its secret (not shown): ",
  coreSecretWrong: "The core refuses this secret: it stands behind `secret:` in the core's own config.",
  coreOpen: "This core asks for no secret, so everybody who reaches it can steer it: set `secret:` in its config.",
  coreConnected: (version: string): string => `connected: ${version}`,

  telegramTitle: "2/3  Telegram",
  telegramToken: "Token of your bot, from @BotFather (not shown; Enter: no Telegram): ",
  telegramTokenShape: "A token looks like 123456789:ABC…, as @BotFather gives it.",
  telegramThrough: (way: string): string => `Telegram does not answer directly, but through the core (${way}).`,
  telegramCode: (bot: string, code: string): string =>
    `Now send ${code} to @${bot} from your phone, or open https://t.me/${bot}?start=${code}`,
  telegramPaired: (name: string, id: number): string => `paired: ${name} (${id}) is the admin`,
  telegramWelcome: "Paired. As soon as pointsman runs, /start shows your proxies.",
  telegramProblems,

  mqttTitle: "3/3  MQTT, for Home Assistant and others",
  mqttAddress: "Address of the broker, such as mqtt://192.168.1.2 (Enter: no MQTT): ",
  mqttAddressShape: "An address begins with mqtt://, mqtts://, ws:// or wss://.",
  mqttUser: "User name: ",
  mqttPassword: "Password (not shown): ",
  mqttConnected: (protocol: 5 | 4): string => `connected: MQTT ${protocol === 5 ? "5" : "3.1.1"}`,
  brokerProblems,

  wrote: (file: string): string => `wrote ${file}; the secrets stand in files of their own beside it`,
  switchTitle: "Your first switch",
  switchGroups: (count: number): string =>
    count === 1 ? "One group can be switched:" : `${count} groups can be switched:`,
  switchGroup: "Group, by number or name (Enter: not now): ",
  switchNode: "Node, by number or a part of its name (Enter: not now): ",
  switchNone: "The core has no group that can be switched by hand.",
  switchUnknown: "There is none like that: give its number, or a part of its name.",
  switchSeveral: (count: number): string => `${count} fit; say more of the name.`,
  switchMore: (count: number): string => `… and ${count} more: give a part of the name`,
  switchDone: (group: string, was: string, now: string): string => `${group}: ${was} → ${now}`,
  switchFailed: (sentence: string): string => `The switch failed: ${sentence}`,

  next: (config: string): string[] => [
    "Next:",
    `  pointsman run --config ${config}      starts the service`,
    `  pointsman doctor --config ${config}   looks whether all is well`,
  ],
  nextNoOutlet: "Neither Telegram nor MQTT is set: run init again, or add one to the config.",

  config: {
    head: "Written by pointsman init. All keys: config.example.yaml, or docs/reference/config.md.",
    controllers: "The cores, each by a name of your own.",
    secretFile: "The core's secret stands in this file.",
    telegram: "The bot. Who is not listed gets no answer.",
    proxy: "Ways to Telegram, the preferred one first.",
    users: "Roles: viewer looks, operator switches, admin does all.",
    mqtt: "The broker, for Home Assistant and others.",
    policy: "The most dangerous thing each outlet may do: none, reversible, disruptive or critical.",
    stateDir: "What pointsman remembers lies here.",
  },
};
