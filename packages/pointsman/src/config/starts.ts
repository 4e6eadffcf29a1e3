import type { AppConfig } from "./app.ts";

/** What `pointsman run` would start from a config: names and places, never a secret. */
export function startsOf(config: AppConfig): object {
  const outlets = (["telegram", "mqtt"] as const).filter((key) => config[key] !== undefined);
  return {
    controllers: Object.keys(config.controllers),
    outlets,
    ...(config.telegram === undefined ? {} : { telegram: telegramStart(config.telegram) }),
    ...(config.mqtt === undefined ? {} : { mqtt: mqttStart(config.mqtt) }),
    ...(config.http === undefined ? {} : { http: config.http.listen }),
    stateDir: config["state-dir"],
    timeZone: config["time-zone"] ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function telegramStart({ users, "api-root": apiRoot }: NonNullable<AppConfig["telegram"]>): object {
  return {
    apiRoot,
    people: Object.entries(users).map(([id, user]) => ({ id: Number(id), role: roleOf(user) })),
  };
}

function roleOf(user: NonNullable<AppConfig["telegram"]>["users"][string]): string {
  return typeof user === "string" ? user : user.role;
}

function mqttStart(config: NonNullable<AppConfig["mqtt"]>): object {
  const { url, "base-topic": baseTopic, "home-assistant": homeAssistant } = config;
  return { broker: withoutUser(url), baseTopic, homeAssistant: homeAssistant.discovery };
}

/** An address may carry a password. */
function withoutUser(address: string): string {
  const url = URL.parse(address);
  if (url === null) return "";
  url.username = "";
  url.password = "";
  return url.href.replace(/\/$/, "");
}
