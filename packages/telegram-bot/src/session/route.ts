import type { Part } from "@pointsman/core";
import type { Action } from "../callback/actions.ts";
import type { TailLevel } from "../screens/errors.ts";

/** Which screen a chat shows, with the names it is about. Lives in memory only: buttons carry references. */
export type Route =
  | { readonly at: "home" }
  | { readonly at: "help" }
  | { readonly at: "status" }
  | { readonly at: "groups"; readonly page: number }
  | { readonly at: "group"; readonly group: string; readonly page: number; readonly tap: "u" | "i" }
  | { readonly at: "node"; readonly group: string; readonly node: string; readonly page: number }
  | { readonly at: "tests"; readonly page: number }
  | { readonly at: "test" }
  | { readonly at: "dns"; readonly asking: boolean }
  | { readonly at: "errors"; readonly level: TailLevel }
  | { readonly at: "mode" }
  | { readonly at: "confirm"; readonly question: string; readonly text: string; readonly back: Action }
  | { readonly at: "controllers" }
  | { readonly at: "found"; readonly page: number };

interface Interest {
  /** What must be fresh before the screen is drawn. */
  readonly reads: readonly Part[];
  /** What keeps it live while somebody looks. */
  readonly watches: readonly Part[];
  /** Changes all the time, so frames come at a calmer pace. */
  readonly busy?: true;
}

const nothing: Interest = { reads: [], watches: [] };
const groups: Interest = { reads: ["settings", "groups", "nodes"], watches: ["settings", "groups", "nodes"] };

/** What each screen needs of the controller's picture. */
const interests = {
  home: { reads: ["version", ...groups.reads], watches: groups.watches },
  help: nothing,
  status: {
    reads: ["version", "settings"],
    watches: ["version", "settings", "traffic", "memory", "connections"],
    busy: true,
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
  found: groups,
} as const satisfies Record<Route["at"], Interest>;

export function interestOf(route: Route): Interest {
  return interests[route.at];
}
