import { createHash } from "node:crypto";

/** A core to be asked by hand: nothing of ours stands between. */
export interface Asked {
  readonly url: string;
  readonly secret: string;
}

interface RawProxy {
  readonly type: string;
  readonly now?: string;
  readonly fixed?: string;
  readonly all?: readonly string[] | null;
  readonly hidden?: boolean;
}

interface RawProvider {
  readonly name: string;
  readonly vehicleType: string;
  readonly updatedAt: string;
  readonly proxies: readonly { readonly name: string }[];
  readonly subscriptionInfo?: Readonly<Record<"Upload" | "Download" | "Total" | "Expire", number>> | null;
}

/** Payload by topic; JSON is parsed, and what tests move all day is left out. */
export type Picture = Readonly<Record<string, unknown>>;

const root = "pointsman/home";
/** Everything of the house below these; nothing else may be there. */
const places = [`${root}/group/`, `${root}/provider/`, `${root}/ruleset/`, `${root}/device/`, `${root}/rule/`];
const single = ["state", "mode", "version", "config"].map((topic) => `${root}/${topic}`);

const hex = (name: string): string => createHash("sha256").update(name).digest("hex");

/** As the requirements say: readable part, and eight digits of the hash. */
export function slug(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return `${plain.replace(/^-/, "").slice(0, 24).replace(/-$/, "") || "g"}-${hex(name).slice(0, 8)}`;
}

/** `none` is no state in Home Assistant. Nothing else in this house needs another label. */
export function label(name: string): string {
  return name === "none" ? `none ~${hex(name).slice(0, 4)}` : name;
}

async function ask<Answer>({ url, secret }: Asked, path: string): Promise<Answer> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${secret}` } });
  if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** What the broker should retain of the house, found out from the core's own answers. */
export async function truthOf(core: Asked): Promise<Picture> {
  const { proxies } = await ask<{ proxies: Readonly<Record<string, RawProxy>> }>(core, "/proxies");
  const { providers } = await ask<{ providers: Readonly<Record<string, RawProvider>> }>(core, "/providers/proxies");
  const settings = await ask<Readonly<Record<string, unknown>>>(core, "/configs");
  const { version } = await ask<{ version: string }>(core, "/version");
  const groups = Object.entries(proxies).flatMap(([name, proxy]) => groupTopics(name, proxy));
  const own = Object.values(providers).filter(({ vehicleType }) => vehicleType !== "Compatible");
  return Object.fromEntries([
    [`${root}/state`, "online"],
    [`${root}/mode`, settings["mode"]],
    [`${root}/version`, { installed_version: version, latest_version: version }],
    [`${root}/config`, settingsShown(settings)],
    ...groups,
    ...own.map((provider) => [`${root}/provider/${slug(provider.name)}`, aboutProvider(provider)]),
  ]) as Picture;
}

/** The same view of what a broker retains. */
export function pictureOf(retained: ReadonlyMap<string, string>): Picture {
  const isShown = (topic: string): boolean => single.includes(topic) || places.some((place) => topic.startsWith(place));
  const found = [...retained].filter(([topic]) => isShown(topic));
  return Object.fromEntries(found.map(([topic, payload]) => [topic, read(payload)]));
}

const moved = new Set(["delay", "alive"]);

function read(payload: string): unknown {
  if (!/^[[{]/.test(payload)) return payload;
  const value = JSON.parse(payload) as unknown;
  if (Array.isArray(value)) return value;
  const fields = Object.entries(value as Record<string, unknown>).filter(([key]) => !moved.has(key));
  return Object.fromEntries(
    fields.map(([key, field]) => [key, key.endsWith("_at") || key === "expires" ? Date.parse(String(field)) : field]),
  );
}

/** A subscription's news in disguise, all of which in this house begin alike. */
const isNews = (name: string): boolean => name.startsWith("剩余流量");

function groupTopics(name: string, { type, now, fixed, all, hidden = false }: RawProxy): [string, unknown][] {
  if (all === undefined) return [];
  const topic = `${root}/group/${slug(name)}`;
  const members = [...new Set(all)];
  const pin: [string, unknown][] =
    type === "Selector" || fixed === undefined ? [] : [[`${topic}/pin`, fixed === "" ? "(auto)" : label(fixed)]];
  return [
    [
      topic,
      {
        id: slug(name),
        name,
        type,
        now: now ?? null,
        fixed: fixed ?? null,
        hidden,
        total: members.filter((member) => !isNews(member)).length,
      },
    ],
    [
      `${topic}/options`,
      members.map((member) => (label(member) === member ? { name: member } : { name: member, label: label(member) })),
    ],
    ...(now === undefined ? [] : [[`${topic}/now`, label(now)] as [string, unknown]]),
    ...pin,
  ];
}

/** What a select of the house should offer, by its state topic. */
export async function choicesOf(core: Asked): Promise<Readonly<Record<string, readonly string[]>>> {
  const { proxies } = await ask<{ proxies: Readonly<Record<string, RawProxy>> }>(core, "/proxies");
  const choices = Object.entries(proxies).flatMap(([name, { type, now, fixed, all }]): [string, string[]][] => {
    if (all === undefined || all === null || now === undefined) return [];
    const isPin = type !== "Selector";
    if (isPin && fixed === undefined) return [];
    const used = isPin ? [now, fixed] : [now];
    const members = [...new Set(all)].filter((member) => !isNews(member) || used.includes(member)).map(label);
    const topic = `${root}/group/${slug(name)}`;
    return [isPin ? [`${topic}/pin`, ["(auto)", ...members]] : [`${topic}/now`, members]];
  });
  return Object.fromEntries(choices);
}

function aboutProvider({ name, vehicleType, proxies, updatedAt, subscriptionInfo: info }: RawProvider): unknown {
  if (info === undefined || info === null) throw new Error("the house's subscription tells how much is left");
  const used = info.Upload + info.Download;
  return {
    id: slug(name),
    name,
    type: vehicleType,
    nodes: proxies.filter((node) => !isNews(node.name)).length,
    updated_at: Date.parse(updatedAt),
    upload: info.Upload,
    download: info.Download,
    used,
    total: info.Total,
    left: info.Total - used,
    expires: info.Expire * 1000,
    last_error: null,
  };
}

function settingsShown(settings: Readonly<Record<string, unknown>>): unknown {
  const tun = (settings["tun"] ?? {}) as Readonly<Record<string, unknown>>;
  const of = (key: string): unknown => settings[key] ?? null;
  return {
    mode: of("mode"),
    log_level: of("log-level"),
    allow_lan: of("allow-lan"),
    ipv6: of("ipv6"),
    sniffing: of("sniffing"),
    tcp_concurrent: of("tcp-concurrent"),
    tun: { enable: tun["enable"] ?? null, stack: tun["stack"] ?? null },
    ports: {
      http: of("port"),
      socks: of("socks-port"),
      mixed: of("mixed-port"),
      redir: of("redir-port"),
      tproxy: of("tproxy-port"),
    },
  };
}
