/** What `people.json` may hold: somebody is in, somebody knocked, and a link is open. */
export const household = {
  version: 1,
  guests: { "2002": { role: "operator", groups: ["Proxy"], name: "Bob <b>&", by: 1001, since: 1_790_000_000_000 } },
  knocks: [{ id: 4242, name: "Eve @eve", username: "eve", at: 1_790_000_000_000 }],
  invites: [{ role: "viewer", hash: "x", by: 1001, until: 4_000_000_000_000 }],
} as const;
