import { z } from "zod";
import type { Connection } from "../../schemas/connection.ts";
import type { Engines } from "../../engines/engines.ts";
import { isAddress } from "../../identity/devices/address.ts";
import { defineOperation } from "../define.ts";
import { deviceMatch, type DeviceMatch } from "./filter.ts";
import type { Destination } from "./judge-rule.ts";
import { readProxies } from "../picture.ts";
import { predictRoute, Route } from "./predict-route.ts";

/** The newest open connection to the destination tells what really happened. */
function seenRoute(
  connections: readonly Connection[],
  { host, ip }: Destination,
  isDevice: DeviceMatch,
): Route | undefined {
  const newest = connections
    .filter(({ metadata }) =>
      host === undefined ? metadata.destinationIP === ip : [metadata.host, metadata.sniffHost].includes(host),
    )
    .filter(({ metadata }) => isDevice(metadata.sourceIP))
    .sort((one, other) => Date.parse(other.start) - Date.parse(one.start))[0];
  if (newest === undefined) return undefined;
  const { chains, rule, rulePayload } = newest;
  return {
    evidence: "seen",
    // In global and direct mode no rule takes part.
    rule: rule === "" ? null : { type: rule, payload: rulePayload, target: chains.at(-1) ?? "" },
    chain: chains.toReversed(),
    node: chains[0] ?? null,
  };
}

/** Rules look at addresses: of a device the one that it used last. */
function addressOf(device: string, { devices }: Engines): { readonly device?: string } {
  if (isAddress(device)) return { device };
  const [key] = devices?.find(device) ?? [];
  const [address] = devices?.list().find((one) => one.key === key)?.addresses ?? [];
  return address === undefined ? {} : { device: address };
}

export const explainRoute = defineOperation({
  id: "explain-route",
  danger: "none",
  summary: "Explain which rule, group and node a destination takes",
  input: z
    .strictObject({
      host: z.string().min(1).max(253).meta({ description: "Host name" }).exactOptional(),
      ip: z.union([z.ipv4(), z.ipv6()]).meta({ description: "Address" }).exactOptional(),
      device: z
        .string()
        .min(1)
        .meta({ description: "Name, address or hardware address of the device that asks" })
        .exactOptional(),
    })
    .refine((input) => (input.host === undefined) !== (input.ip === undefined), { message: "give either host or ip" }),
  output: Route,
  async run({ controller: { client, engines }, signal }, input) {
    const isDevice = deviceMatch(input.device, engines, "explain-route");
    const { device, ...destination } = input;
    const query = {
      ...destination,
      ...(input.host === undefined ? {} : { host: input.host.toLowerCase().replace(/\.$/, "") }),
      ...(device === undefined ? {} : addressOf(device, engines)),
    };
    const { connections } = await client.connections.list({}, { signal });
    const seen = seenRoute(connections ?? [], query, isDevice);
    if (seen !== undefined) return seen;
    const [settings, { rules }, proxies] = await Promise.all([
      client.configs.get({}, { signal }),
      client.rules.list({}, { signal }),
      readProxies(client, signal),
    ]);
    return predictRoute(query, { mode: settings.mode, rules: rules ?? [], proxies });
  },
});
