import type { AuditRecord, OperationInput, Part, Role } from "@pointsman/core";
import type { Action } from "../callback/actions.ts";
import type { ConnectionsView, Narrowing } from "../callback/field.ts";
import type { TextDeed } from "../features/press.ts";
import type { TailLevel } from "../screens/errors.ts";
import type { NodeDetails } from "../screens/groups/node.ts";
import type { RuleEntry } from "../screens/setup/rules.ts";
import type { SceneEntry } from "../screens/setup/scenes.ts";
import type { ConnectionEntry } from "../screens/traffic/connections.ts";
import type { DeviceEntry } from "../screens/traffic/devices.ts";
import type { WayModel } from "../screens/traffic/way.ts";
import type { Diagnosis } from "../screens/watch/diagnosis.ts";

/** Which connections a list shows, and what people call them. */
export interface ConnectionSearch {
  readonly filter: OperationInput<"close-connections">["filter"];
  readonly what: string;
}

/** Which screen a chat shows, with the names it is about. Lives in memory only: buttons carry references. */
export type Route =
  | { readonly at: "home" }
  | { readonly at: "help"; readonly about?: string }
  /** `everyMs`: between two frames, where somebody said so. */
  | { readonly at: "status"; readonly everyMs?: number }
  | { readonly at: "groups"; readonly page: number }
  | {
      readonly at: "group";
      readonly group: string;
      readonly page: number;
      readonly tap: "u" | "i";
      readonly only?: Narrowing;
      /** What the node may be called now that was pressed and is gone. */
      readonly maybe?: readonly string[];
    }
  | {
      readonly at: "node";
      readonly group: string;
      readonly node: string;
      readonly page: number;
      /** Read when it was asked for. */
      readonly details?: NodeDetails;
      /** The list that it was shown from had only these. */
      readonly only?: Narrowing;
    }
  | { readonly at: "tests"; readonly page: number }
  | { readonly at: "test" }
  | { readonly at: "dns"; readonly asking: boolean }
  /** With `text`: only lines that have it. */
  | { readonly at: "errors"; readonly level: TailLevel; readonly text?: string; readonly most?: number }
  | { readonly at: "mode" }
  | {
      readonly at: "confirm";
      readonly question: string;
      readonly text: string;
      readonly back: Action;
      readonly isLast?: true;
    }
  | { readonly at: "controllers" }
  | { readonly at: "overview" }
  | { readonly at: "report" }
  /** What was found when it was asked for. */
  | { readonly at: "diagnosis"; readonly diagnosis: Diagnosis }
  | { readonly at: "config" }
  | { readonly at: "audit"; readonly records?: readonly AuditRecord[]; readonly page: number }
  | { readonly at: "whoami" }
  | { readonly at: "found"; readonly page: number }
  | { readonly at: "more" }
  /** The next text is the answer. */
  | {
      readonly at: "ask";
      readonly title: string;
      readonly prompt: string;
      readonly back: Action;
      readonly deed: TextDeed;
    }
  | { readonly at: "alerts"; readonly page: number }
  | { readonly at: "alert"; readonly key: string }
  /** What was read last: while somebody looks it is read again and again. */
  | {
      readonly at: "connections";
      readonly rows: readonly ConnectionEntry[];
      readonly total: number;
      readonly page: number;
      readonly view: ConnectionsView;
      readonly search?: ConnectionSearch;
      /** The same list, read anew. */
      readonly again?: () => Promise<Route>;
    }
  | {
      readonly at: "connection";
      readonly row: ConnectionEntry;
      /** The list that it was shown from. */
      readonly view: ConnectionsView;
      readonly search?: ConnectionSearch;
    }
  | { readonly at: "devices"; readonly rows: readonly DeviceEntry[]; readonly page: number }
  | { readonly at: "device"; readonly row: DeviceEntry }
  | { readonly at: "providers"; readonly page: number }
  | { readonly at: "provider"; readonly provider: string }
  | { readonly at: "ruleProviders"; readonly page: number }
  | {
      readonly at: "rules";
      readonly rows: readonly RuleEntry[];
      readonly total: number;
      readonly page: number;
      readonly text?: string;
    }
  | { readonly at: "rule"; readonly row: RuleEntry; readonly text?: string }
  | { readonly at: "scenes"; readonly rows: readonly SceneEntry[]; readonly undoable: boolean }
  | { readonly at: "way"; readonly host: string; readonly route: WayModel["route"] }
  | { readonly at: "maintenance" }
  | { readonly at: "settings" }
  | { readonly at: "favourites" }
  | { readonly at: "regions"; readonly group: string; readonly only?: Narrowing }
  | { readonly at: "letters"; readonly group: string; readonly only?: Narrowing }
  | { readonly at: "filters"; readonly group: string; readonly tap: "u" | "i"; readonly only?: Narrowing }
  | {
      readonly at: "jump";
      readonly group: string;
      readonly page: number;
      readonly tap: "u" | "i";
      readonly only?: Narrowing;
    }
  /** With `isHere`: only what is said for this controller. */
  | { readonly at: "notify"; readonly isHere?: true }
  | { readonly at: "people" }
  /** By reference: guests come and go. */
  | { readonly at: "person"; readonly person: string }
  | { readonly at: "knock"; readonly person: string }
  | { readonly at: "draft"; readonly step: "role" | "controllers" | "groups"; readonly page: number }
  | { readonly at: "invited"; readonly link: string; readonly role: Role };

interface Interest {
  /** What must be fresh before the screen is drawn. */
  readonly reads: readonly Part[];
  /** What keeps it live while somebody looks. */
  readonly watches: readonly Part[];
  /** Changes all the time, so frames come at a calmer pace. */
  readonly busy?: true;
  /** Is drawn more and more seldom while nobody taps. */
  readonly slows?: true;
  /** Between two frames; absent: the bot's own pace. */
  readonly frameMs?: number;
}

const nothing: Interest = { reads: [], watches: [] };
/** Whether the controller answers, for the dot in the title. */
const contact: Interest = { reads: ["version"], watches: [] };
const groups: Interest = { reads: ["settings", "groups", "nodes"], watches: ["settings", "groups", "nodes"] };

/** What each screen needs of the controller's picture. */
const interests = {
  home: { reads: ["version", ...groups.reads], watches: groups.watches },
  help: nothing,
  status: {
    reads: ["version", ...groups.reads],
    watches: ["version", ...groups.watches, "traffic", "memory", "connections"],
    busy: true,
    slows: true,
  },
  groups,
  group: groups,
  node: groups,
  tests: groups,
  test: { reads: ["groups", "nodes"], watches: [] },
  dns: nothing,
  errors: { reads: ["settings"], watches: ["settings"], busy: true },
  mode: { reads: ["settings"], watches: ["settings"] },
  confirm: nothing,
  controllers: { reads: [], watches: ["reachability"] },
  // Who is dead must keep nobody waiting: all are asked by themselves.
  overview: nothing,
  report: { reads: ["version", ...groups.reads, "traffic", "memory", "connections"], watches: [] },
  diagnosis: nothing,
  config: { reads: ["settings"], watches: ["settings"] },
  audit: contact,
  whoami: contact,
  found: groups,
  more: contact,
  ask: contact,
  alerts: contact,
  alert: contact,
  connections: { ...contact, busy: true },
  connection: contact,
  devices: contact,
  device: contact,
  // Large with many nodes, and slow to change: read when it is asked for.
  providers: { reads: ["providers"], watches: [] },
  provider: { reads: ["providers"], watches: [] },
  ruleProviders: { reads: ["rule-providers"], watches: [] },
  rules: contact,
  rule: contact,
  scenes: contact,
  way: { reads: ["groups"], watches: [] },
  maintenance: contact,
  settings: contact,
  favourites: groups,
  regions: groups,
  letters: groups,
  filters: groups,
  jump: groups,
  notify: contact,
  people: contact,
  person: contact,
  knock: contact,
  draft: contact,
  invited: contact,
} as const satisfies Record<Route["at"], Interest>;

export function interestOf(route: Route): Interest {
  const interest = interests[route.at];
  return route.at === "status" && route.everyMs !== undefined ? { ...interest, frameMs: route.everyMs } : interest;
}
