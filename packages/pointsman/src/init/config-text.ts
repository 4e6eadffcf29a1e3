import type { AppTexts } from "../locales/index.ts";
import type { BrokerReply } from "./ask-broker.ts";
import type { CoreAnswer } from "./ask-core.ts";
import type { TelegramReply } from "./ask-telegram.ts";

/** What the three questions brought. */
export interface Answers {
  readonly core: CoreAnswer;
  readonly telegram?: TelegramReply;
  readonly mqtt?: BrokerReply;
  /** Where it is not Telegram's own. */
  readonly apiRoot?: string;
}

/** A file to write, beside the config; its name may have one folder in front. */
export interface SecretFile {
  readonly name: string;
  readonly content: string;
}

/** The config with comments, and the secrets that stand in files of their own. */
export function renderConfig(
  answers: Answers,
  texts: AppTexts["init"]["config"],
): { text: string; secrets: SecretFile[] } {
  const { core, telegram, mqtt } = answers;
  const secrets: SecretFile[] = [];
  const secretFile = (name: string, content: string): string => {
    secrets.push({ name: `secrets/${name}`, content: `${content}\n` });
    return `secrets/${name}`;
  };
  const lines = [
    `# ${texts.head}`,
    "",
    `# ${texts.controllers}`,
    "controllers:",
    "  home:",
    `    url: ${quoted(core.url)}`,
    ...(core.secret === "" ? [] : [`    # ${texts.secretFile}`, `    secret-file: ${secretFile("core", core.secret)}`]),
    ...(telegram === undefined ? [] : telegramLines(telegram, { answers, texts, secretFile })),
    ...(mqtt === undefined ? [] : mqttLines(mqtt, { texts, secretFile })),
    "",
    `# ${texts.policy}`,
    "policy: { telegram: disruptive, mqtt: disruptive }",
    "",
    `# ${texts.stateDir}`,
    "state-dir: ./data",
  ];
  return { text: `${lines.join("\n")}\n`, secrets };
}

interface Parts {
  readonly texts: AppTexts["init"]["config"];
  readonly secretFile: (name: string, content: string) => string;
}

function telegramLines(
  { token, userId, proxy }: TelegramReply,
  { answers, texts, secretFile }: Parts & { readonly answers: Answers },
): string[] {
  return [
    "",
    `# ${texts.telegram}`,
    "telegram:",
    `  token-file: ${secretFile("telegram-token", token)}`,
    ...(answers.apiRoot === undefined ? [] : [`  api-root: ${quoted(answers.apiRoot)}`]),
    ...(proxy === undefined ? [] : [`  # ${texts.proxy}`, `  proxy: [${proxy.map(quoted).join(", ")}]`]),
    `  # ${texts.users}`,
    `  users: { ${userId}: admin }`,
  ];
}

function mqttLines({ url, username, password }: BrokerReply, { texts, secretFile }: Parts): string[] {
  return [
    "",
    `# ${texts.mqtt}`,
    "mqtt:",
    `  url: ${quoted(url)}`,
    ...(username === undefined ? [] : [`  username: ${quoted(username)}`]),
    ...(password === undefined || password === "" ? [] : [`  password-file: ${secretFile("mqtt-password", password)}`]),
  ];
}

/** A text that YAML and the loader take for what it is: `${` would otherwise ask for a variable. */
function quoted(text: string): string {
  return JSON.stringify(text.replaceAll("${", () => "$${"));
}
