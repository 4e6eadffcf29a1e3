/** Which core is played: the one of 2026-07-01, or v1.19.2 of 2025-02-28 (controller-api.md §13.1). */
export type ProfileName = "current" | "old";

/** What the two cores differ in. A feature that is `false` is missing as it was: the route is 404, the field is absent. */
export interface Profile {
  readonly name: ProfileName;
  readonly version: string;
  /** `POST /cache/dns/flush`. */
  readonly dnsFlush: boolean;
  /** `PATCH /rules/disable`, and `index` and `extra` of a rule. */
  readonly ruleSwitches: boolean;
  /** `/storage/{key}`. */
  readonly storage: boolean;
  /** `providerChains` of a connection, `provider-name` of a node. */
  readonly providerNames: boolean;
  /** `upTotal` and `downTotal` of `/traffic`. */
  readonly trafficTotals: boolean;
  /** `testUrl` of a Selector. */
  readonly selectorTestUrl: boolean;
  /** `emptyFallback` of a group, and the built-in `PASS-RULE`. */
  readonly emptyFallback: boolean;
  /** `rematchName` of a connection. */
  readonly rematchName: boolean;
  /** Paths of `PUT /configs` and of providers must lie in the home directory. */
  readonly safePaths: boolean;
  /** `find-process-mode` may be patched. */
  readonly patchProcessMode: boolean;
  /** A preflight needs an `Origin`. */
  readonly preflightNeedsOrigin: boolean;
  /** Built-ins without a life of their own (`PASS`) carry the nil UUID. */
  readonly nilIds: boolean;
  /** Groups of type `relay`, and `global-client-fingerprint` in `/configs`. */
  readonly legacy: boolean;
}

const current: Profile = {
  name: "current",
  version: "alpha-1c4f7c4",
  dnsFlush: true,
  ruleSwitches: true,
  storage: true,
  providerNames: true,
  trafficTotals: true,
  selectorTestUrl: true,
  emptyFallback: true,
  rematchName: true,
  safePaths: true,
  patchProcessMode: true,
  preflightNeedsOrigin: true,
  nilIds: true,
  legacy: false,
};

const old: Profile = {
  name: "old",
  version: "v1.19.2",
  dnsFlush: false,
  ruleSwitches: false,
  storage: false,
  providerNames: false,
  trafficTotals: false,
  selectorTestUrl: false,
  emptyFallback: false,
  rematchName: false,
  safePaths: false,
  patchProcessMode: false,
  preflightNeedsOrigin: false,
  nilIds: false,
  legacy: true,
};

/** The two cores that can be played. */
export const profiles: Readonly<Record<ProfileName, Profile>> = { current, old };
