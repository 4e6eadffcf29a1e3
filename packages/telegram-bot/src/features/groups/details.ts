import type { GroupView, Proxy } from "@pointsman/core";
import type { NodeDetails } from "../../screens/groups/node.ts";
import { inPart } from "../../screens/groups/list-action.ts";
import type { Narrowing } from "../../callback/field.ts";
import type { Route } from "../../session/route.ts";
import type { PressContext } from "../press.ts";

const flags = ["xudp", "tfo", "mptcp", "smux", "uot"] as const;

/** What the core says of one node, as this group judges it: by the tests of its own address where there were any. */
export function detailsOf(proxy: Proxy, testUrl: string): NodeDetails {
  const { history, extra = {} } = proxy;
  const own = Object.hasOwn(extra, testUrl) ? extra[testUrl]?.history : undefined;
  const through = proxy["dialer-proxy"];
  return {
    tests: (own ?? history).map(({ delay }) => (delay > 0 ? delay : null)),
    flags: flags.filter((flag) => proxy[flag] === true),
    ...(through === undefined || through === "" ? {} : { through }),
  };
}

/** The screen of a node, with what the core says of it now. Where it says nothing the screen does without. */
export async function nodeRoute(
  { controller, session }: PressContext,
  { name: group, testUrl }: Pick<GroupView, "name" | "testUrl">,
  { node, page, only }: { readonly node: string; readonly page: number; readonly only?: Narrowing | undefined },
): Promise<Route> {
  const details = await controller.client.proxies.get({ proxy: node }, { signal: session.signal }).then(
    (proxy) => detailsOf(proxy, testUrl),
    () => undefined,
  );
  return { at: "node", group, node, page, ...inPart(only), ...(details === undefined ? {} : { details }) };
}
