import type { ProxyProvider, Snapshot } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { House, HouseProvider } from "./house.ts";
import { instant } from "./instant.ts";

/** What is retained of the proxy providers, each at least `everyMs` apart, as tests move the count of living nodes. */
export function providerStates(topics: ControllerTopics, house: House, everyMs: number): Message[] {
  return house.providers.map(({ slug, view }) =>
    retained(topics.provider(slug), JSON.stringify(aboutProvider(slug, view, house.snapshot)), { everyMs }),
  );
}

/** Whether the subscription ever told what is used of it. */
export function hasUsage({ view }: HouseProvider): boolean {
  return view.subscriptionInfo !== undefined && view.subscriptionInfo !== null;
}

/** Every field always, null where it is not known: Home Assistant warns at a missing key. */
function aboutProvider(id: string, view: ProxyProvider, snapshot: Snapshot): Record<string, unknown> {
  const nodes = (view.proxies ?? []).filter(({ name }) => snapshot.nodes.get(name)?.kind !== "info");
  const { Upload: upload, Download: download, Total: total, Expire: expire } = view.subscriptionInfo ?? {};
  const used = upload === undefined && download === undefined ? null : (upload ?? 0) + (download ?? 0);
  return {
    id,
    name: view.name,
    type: view.vehicleType,
    nodes: nodes.length,
    alive: nodes.filter(({ name, alive }) => snapshot.nodes.get(name)?.alive ?? alive).length,
    updated_at: instant(Date.parse(view.updatedAt ?? "")),
    upload: upload ?? null,
    download: download ?? null,
    used,
    total: total || null,
    left: total && used !== null ? Math.max(0, total - used) : null,
    expires: instant((expire ?? 0) * 1000),
  };
}
