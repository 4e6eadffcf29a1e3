import type { Config } from "@pointsman/core";
import type { ActionOf } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";

/** What can be switched here, by what the core calls it. */
export type ConfigSwitch = ActionOf<"setSetting">["setting"];
export type CoreLogLevel = ActionOf<"setLogLevel">["level"];

export const configSwitches = {
  lan: "allow-lan",
  tun: "tun",
  ipv6: "ipv6",
  sniff: "sniffing",
  tcp: "tcp-concurrent",
} as const satisfies Record<ConfigSwitch, string>;

export const coreLogLevels = ["debug", "info", "warning", "error", "silent"] as const satisfies readonly CoreLogLevel[];

export interface ConfigModel {
  readonly frame: Frame;
  /** Undefined: it could not be read. */
  readonly settings: Config | undefined;
  readonly mayReload: boolean;
}

/** Whether it is on; undefined: this core does not have it. */
function isOn(settings: Config, what: ConfigSwitch): boolean | undefined {
  return what === "tun" ? settings.tun?.enable : settings[configSwitches[what]];
}

/** The core as it runs: only what is listed here is shown, as the rest may hold passwords. */
export function configScreen({ frame, settings, mayReload }: ConfigModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const reload: Button[] = mayReload ? [press(t.maintenance.reload, { do: "reloadConfig" }, "danger")] : [];
  return layout(frame, t, {
    title: t.config.title,
    body:
      settings === undefined
        ? [html`${t.config.unread}`]
        : [...linesOf(settings, t), html``, html`<i>${t.config.intro}</i>`],
    rows: settings === undefined ? [] : [...switchRows(settings, frame, t), ...levelRows(settings, frame), reload],
    back: { do: "more" },
    refresh: { do: "config" },
  });
}

function switchRows(settings: Config, frame: Frame, t: Locale): Button[][] {
  const { press } = buttonsFor(frame.controller.ref);
  const names = Object.keys(configSwitches) as ConfigSwitch[];
  const buttons = names.flatMap((what): Button[] => {
    const on = isOn(settings, what);
    if (on === undefined) return [];
    return [
      press(`${on ? "☑" : "☐"} ${t.config.switches[what]}`, {
        do: "setSetting",
        setting: what,
        state: on ? "off" : "on",
      }),
    ];
  });
  return inRows(buttons, 2);
}

function levelRows(settings: Config, frame: Frame): Button[][] {
  const { press } = buttonsFor(frame.controller.ref);
  const isLevel = (level: CoreLogLevel): boolean => settings["log-level"] === level;
  return inRows(
    coreLogLevels.map((level) => press(`${isLevel(level) ? "• " : ""}${level}`, { do: "setLogLevel", level })),
    3,
  );
}

const portKeys = ["mixed-port", "port", "socks-port", "redir-port", "tproxy-port"] as const;

function linesOf(settings: Config, t: Locale): (Html | undefined)[] {
  const onOff = (on: boolean): string => (on ? t.config.on : t.config.off);
  const line = (label: string, value: string | undefined) =>
    value === undefined || value === "" ? undefined : html`${label}${t.colon}<b>${value}</b>`;
  const ports = portKeys
    .filter((key) => settings[key] > 0)
    .map((key) => `${key.replace("-port", "")} ${settings[key]}`);
  const stack = settings.tun?.enable === true ? settings.tun.stack : undefined;
  const every = settings["geo-auto-update"] === true ? settings["geo-update-interval"] : undefined;
  const logins = settings.authentication?.length ?? 0;
  const text = (value: string | undefined): string | undefined => value && plainName(value, 24);
  const switches = Object.keys(configSwitches) as ConfigSwitch[];
  return [
    line(t.config.mode, t.mode.names[settings.mode] ?? text(settings.mode)),
    ...switches.map((what) => {
      const on = isOn(settings, what);
      const tail = what === "tun" && stack !== undefined && stack !== "" ? ` (${plainName(stack, 12)})` : "";
      return line(t.config.switches[what], on === undefined ? undefined : `${onOff(on)}${tail}`);
    }),
    line(t.config.logLevel, text(settings["log-level"])),
    line(t.config.ports, ports.length === 0 ? t.config.noPorts : ports.join(" · ")),
    line(t.config.bind, text(settings["bind-address"])),
    line(t.config.network, text(settings["interface-name"])),
    line(t.config.process, text(settings["find-process-mode"])),
    settings["unified-delay"] === undefined ? undefined : line(t.config.unifiedDelay, onOff(settings["unified-delay"])),
    settings["geo-auto-update"] === undefined
      ? undefined
      : line(t.config.geo, every === undefined ? t.config.geoByHand : t.config.geoEvery(every)),
    logins === 0 ? undefined : line(t.config.logins, String(logins)),
  ];
}
