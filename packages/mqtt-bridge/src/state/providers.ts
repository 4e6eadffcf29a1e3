import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { House, HouseProvider } from "../house/house.ts";
import { instant } from "./instant.ts";

/** What is retained of the proxy providers. */
export function providerStates(
  topics: ControllerTopics,
  house: House,
  troubleOf: (provider: string) => string | null,
): Message[] {
  return house.providers.map((provider) =>
    retained(
      topics.provider(provider.slug),
      JSON.stringify({ ...aboutProvider(provider), last_error: troubleOf(provider.view.name) }),
    ),
  );
}

/** Whether the subscription ever told what is used of it. */
export function hasUsage({ view }: HouseProvider): boolean {
  return view.subscriptionInfo !== undefined && view.subscriptionInfo !== null;
}

/** Every field always, null where it is not known: Home Assistant warns at a missing key. */
function aboutProvider({ slug: id, view, figures }: HouseProvider): Record<string, unknown> {
  const { Upload: upload, Download: download, Total: total, Expire: expire } = view.subscriptionInfo ?? {};
  const used = upload === undefined && download === undefined ? null : (upload ?? 0) + (download ?? 0);
  return {
    id,
    name: view.name,
    type: view.vehicleType,
    nodes: figures.total,
    alive: figures.alive,
    updated_at: instant(Date.parse(view.updatedAt ?? "")),
    upload: upload ?? null,
    download: download ?? null,
    used,
    total: total || null,
    left: total && used !== null ? Math.max(0, total - used) : null,
    expires: instant((expire ?? 0) * 1000),
  };
}
