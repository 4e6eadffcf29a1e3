import { alertFamilies, alertSeverities } from "../state/settings.ts";
import {
  connectionsView,
  narrowing,
  nonce,
  oneOf,
  optional,
  page,
  ref,
  region,
  shortRef,
  type Field,
  type FieldValue,
} from "./field.ts";

/** What a tap on a node does: switch to it, or show it. */
const tap = oneOf("u", "i");

/** Log levels that the error view offers, mildest last. */
const tailLevel = oneOf("error", "warning", "info", "debug");

const coreMode = oneOf("rule", "global", "direct");

/** A list with what was searched for before (`k`), or all of it (`n`). */
const find = oneOf("n", "k");

/** Pressed on a message of its own (`m`), which stays what it is, or on a screen (`s`). */
const where = oneOf("m", "s");

/** Order of a group's nodes: the config's, by delay, by name, by provider. */
const sort = oneOf("c", "d", "n", "p");

/** The part of a group's list that is shown; absent: all of it. */
const only = optional(narrowing);

const state = oneOf("on", "off");

const role = oneOf("viewer", "operator", "admin");
const chartKind = oneOf("traffic", "delay", "usage", "memory", "connections");
const chartRange = oneOf("1h", "24h", "7d", "30d");

interface ActionSpec {
  /** Two characters, unique, never reused for another meaning: old messages keep their buttons for years. */
  readonly code: string;
  readonly fields: Readonly<Record<string, Field<unknown>>>;
  /** It changes something, so a press that waited for us while we were away is refused. */
  readonly acts?: true;
}

/** Everything a button can ask for. The order of the fields is the order in the data. */
export const actionSpecs = {
  home: { code: "hm", fields: {} },
  help: { code: "hp", fields: {} },
  status: { code: "st", fields: {} },
  groups: { code: "gs", fields: { page } },
  group: { code: "gp", fields: { group: ref, page, tap } },
  node: { code: "nd", fields: { group: ref, node: ref, page, only } },
  select: { code: "sw", fields: { group: ref, node: ref, page, only }, acts: true },
  /** `now`: what must still be in use; `to`: back to the node `was` (`n`), or to the group's own choice (`a`). */
  undo: { code: "un", fields: { group: ref, was: ref, now: ref, to: oneOf("n", "a") }, acts: true },
  /** The fastest of the group, or of this region in it; `--`: of all. */
  selectBest: { code: "sb", fields: { group: ref, region, only }, acts: true },
  release: { code: "rl", fields: { group: ref, page, only }, acts: true },
  tests: { code: "ts", fields: { page } },
  testCurrent: { code: "tc", fields: {}, acts: true },
  testGroup: { code: "tg", fields: { group: ref }, acts: true },
  testNode: { code: "tn", fields: { group: ref, node: ref }, acts: true },
  stopTest: { code: "tx", fields: { job: nonce } },
  dns: { code: "dn", fields: {} },
  flushDns: { code: "df", fields: {}, acts: true },
  flushFakeIp: { code: "ff", fields: {}, acts: true },
  lookup: { code: "dl", fields: {} },
  errors: { code: "er", fields: { level: tailLevel } },
  stopTail: { code: "ex", fields: {} },
  mode: { code: "md", fields: {} },
  setMode: { code: "ms", fields: { mode: coreMode }, acts: true },
  confirm: { code: "ok", fields: { question: nonce }, acts: true },
  controllers: { code: "cs", fields: {} },
  useController: { code: "cu", fields: {} },
  /** The results of the last search, which this process remembers per chat. */
  found: { code: "fd", fields: { page } },
  more: { code: "mo", fields: {} },
  alerts: { code: "al", fields: { page } },
  /** The same, asked for on a message of its own. */
  alertList: { code: "ao", fields: {} },
  alert: { code: "aw", fields: { alert: ref } },
  /** What it is about, asked for on a message of its own: its group, its provider, or itself. */
  alertOpen: { code: "ay", fields: { alert: ref } },
  alertTest: { code: "at", fields: { alert: ref, where }, acts: true },
  alertBest: { code: "ab", fields: { alert: ref, where }, acts: true },
  /** 0: tell again. */
  alertMute: { code: "am", fields: { alert: ref, hours: oneOf("0", "1", "8"), where }, acts: true },
  alertSeen: { code: "as", fields: { alert: ref, where }, acts: true },
  connections: { code: "cn", fields: { page, find, view: optional(connectionsView) } },
  connection: { code: "co", fields: { connection: ref } },
  findConnections: { code: "cf", fields: {} },
  closeConnection: { code: "cx", fields: { connection: ref }, acts: true },
  /** Those that the list shows. */
  closeListed: { code: "cl", fields: {}, acts: true },
  devices: { code: "dv", fields: { page } },
  device: { code: "de", fields: { device: ref } },
  nameDevice: { code: "dm", fields: { device: ref } },
  deviceConnections: { code: "dw", fields: { device: ref } },
  closeDevice: { code: "dc", fields: { device: ref }, acts: true },
  providers: { code: "pv", fields: { page } },
  provider: { code: "pr", fields: { provider: ref } },
  updateProvider: { code: "pu", fields: { provider: ref }, acts: true },
  checkProvider: { code: "pc", fields: { provider: ref }, acts: true },
  updateProviders: { code: "pa", fields: {}, acts: true },
  rules: { code: "ru", fields: { page, find } },
  rule: { code: "rr", fields: { rule: ref } },
  findRules: { code: "rf", fields: {} },
  setRule: { code: "rs", fields: { rule: ref, state: oneOf("on", "off") }, acts: true },
  scenes: { code: "sc", fields: {} },
  applyScene: { code: "sa", fields: { scene: ref }, acts: true },
  saveScene: { code: "sv", fields: {} },
  /** Puts back the latest change that was made through us. */
  undoLatest: { code: "ul", fields: {}, acts: true },
  way: { code: "wy", fields: {} },
  maintenance: { code: "mt", fields: {} },
  reloadConfig: { code: "mr", fields: {}, acts: true },
  restartCore: { code: "mx", fields: {}, acts: true },
  updateGeo: { code: "mg", fields: {}, acts: true },
  settings: { code: "se", fields: {} },
  setLanguage: { code: "sl", fields: { language: oneOf("auto", "en", "zh") } },
  setPageSize: { code: "sp", fields: { size: oneOf("6", "8", "12") } },
  setSort: { code: "so", fields: { sort } },
  setSound: { code: "sd", fields: { state } },
  setSafeSwitch: { code: "sg", fields: { state } },
  askTimeZone: { code: "sz", fields: {} },
  /** The same as `setSort`, on a group's screen. */
  sortGroup: { code: "gx", fields: { group: ref, sort, tap, only } },
  /** Which alerts come to this chat, and how. */
  notify: { code: "ak", fields: {} },
  setFamily: { code: "af", fields: { family: oneOf(...alertFamilies), wish: oneOf("on", "silent", "off") } },
  setAlertsFrom: { code: "av", fields: { severity: oneOf(...alertSeverities) } },
  askQuiet: { code: "aq", fields: {} },
  /** 0: no longer. */
  muteChat: { code: "ac", fields: { hours: oneOf("0", "1", "8", "24") } },
  favourites: { code: "fv", fields: {} },
  star: { code: "fs", fields: { group: ref, node: ref, state, page, only } },
  forgetGone: { code: "fg", fields: {} },
  /** A group's nodes by the region that their names tell. */
  regions: { code: "gi", fields: { group: ref, only } },
  /** Not drawn any more: `narrow` does it. */
  region: { code: "gn", fields: { group: ref, region, page, tap } },
  /** A group's nodes by what their names begin with. */
  letters: { code: "gz", fields: { group: ref, only } },
  /** A group's list with a part of its nodes. */
  narrow: { code: "gf", fields: { group: ref, page, tap, only: narrowing } },
  /** All by which a group's list can be cut down and ordered, and how many nodes are left. */
  filters: { code: "nf", fields: { group: ref, tap, only } },
  /** Pages of a group's list to go to; `page`: where the person is. */
  jump: { code: "nj", fields: { group: ref, page, tap, only } },
  /** The next text says which page. */
  askPage: { code: "nt", fields: { group: ref, tap, only } },
  /** Keeps a node although Telegram is out of reach through it; asks first. */
  keepSwitch: { code: "nk", fields: { group: ref, node: ref }, acts: true },
  /** Sends a file. */
  heapProfile: { code: "mh", fields: {} },
  people: { code: "pp", fields: {} },
  person: { code: "pe", fields: { person: ref } },
  knock: { code: "pk", fields: { person: ref } },
  dropKnock: { code: "pn", fields: { person: ref } },
  invite: { code: "pi", fields: {} },
  withdrawInvites: { code: "pw", fields: {}, acts: true },
  editPerson: { code: "pd", fields: { person: ref } },
  removePerson: { code: "px", fields: { person: ref }, acts: true },
  /** What is granted is put together on the screen, in this process only, and holds from `grant` and its second press on. */
  draft: { code: "gm", fields: {} },
  draftRole: { code: "gr", fields: { role } },
  draftControllers: { code: "gc", fields: {} },
  draftController: { code: "gd", fields: { which: shortRef } },
  draftGroups: { code: "gl", fields: { page } },
  draftGroup: { code: "gg", fields: { group: ref, page } },
  grant: { code: "gt", fields: {}, acts: true },
  /** A picture: sent below the screen (`s`), or in place of the one that the button stands under (`m`). */
  chart: { code: "ch", fields: { what: chartKind, range: chartRange, where } },
  /** How long one group's node took to answer. */
  chartGroup: { code: "cg", fields: { group: ref, range: chartRange, where } },
  /** Home below a picture, which cannot become a text. */
  freshHome: { code: "hf", fields: {} },
  /** The log's view: only lines with a text, all lines, standing still or not, all that is kept as a document. */
  filterTail: { code: "ef", fields: { level: tailLevel } },
  wholeTail: { code: "ea", fields: { level: tailLevel } },
  holdTail: { code: "eh", fields: { state } },
  tailFile: { code: "ed", fields: {} },
  /** What the core itself logs from now on. */
  coreLogs: { code: "ec", fields: { level: tailLevel }, acts: true },
  /** A dashboard in a message of its own that goes on for ever; its own buttons end it, or open Home below it. */
  pinDashboard: { code: "dp", fields: {} },
  unpinDashboard: { code: "du", fields: {} },
  menuBelow: { code: "hb", fields: {} },
  /** The same as `notify` and `setFamily`, for this controller alone; `wishAsAll` takes back what was said for it. */
  notifyHere: { code: "ah", fields: {} },
  setFamilyHere: { code: "ae", fields: { family: oneOf(...alertFamilies), wish: oneOf("on", "silent", "off") } },
  wishAsAll: { code: "az", fields: {} },
  setStrangers: { code: "ag", fields: { state } },
  /** `people`, asked for on a message of its own. */
  doorPeople: { code: "dk", fields: {} },
  upgradeCore: { code: "mc", fields: {}, acts: true },
  upgradeUi: { code: "mu", fields: {}, acts: true },
  /** All controllers at once. */
  overview: { code: "qo", fields: {} },
  /** How the core is doing, once. */
  report: { code: "qr", fields: {} },
  /** What of the chat's way to Telegram and to the core works. */
  diagnose: { code: "qd", fields: {} },
  config: { code: "qc", fields: {} },
  setSetting: { code: "qs", fields: { setting: oneOf("lan", "tun", "ipv6", "sniff", "tcp"), state }, acts: true },
  setLogLevel: { code: "ql", fields: { level: oneOf("debug", "info", "warning", "error", "silent") }, acts: true },
  audit: { code: "qa", fields: { page } },
  whoami: { code: "qi", fields: {} },
  /** Sends an alert for trial. */
  tryAlert: { code: "qt", fields: {} },
  ruleProviders: { code: "qp", fields: { page } },
  updateRuleProvider: { code: "qu", fields: { provider: ref }, acts: true },
  /** A button that only shows something. */
  label: { code: "no", fields: {} },
} as const satisfies Readonly<Record<string, ActionSpec>>;

export type ActionName = keyof typeof actionSpecs;

type Fields<Name extends ActionName> = (typeof actionSpecs)[Name]["fields"];

type OptionalField = { readonly optional: true };

export type ActionOf<Name extends ActionName> = { readonly do: Name } & {
  readonly [F in keyof Fields<Name> as Fields<Name>[F] extends OptionalField ? never : F]: FieldValue<Fields<Name>[F]>;
} & {
  readonly [F in keyof Fields<Name> as Fields<Name>[F] extends OptionalField ? F : never]?: FieldValue<Fields<Name>[F]>;
};

/** What a press asks for, with references that are not yet resolved. */
export type Action = { [Name in ActionName]: ActionOf<Name> }[ActionName];

/** Whether it changes something at the controller. */
export function acts(name: ActionName): boolean {
  return "acts" in actionSpecs[name];
}
