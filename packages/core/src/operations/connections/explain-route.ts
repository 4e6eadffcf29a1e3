import { z } from "zod";
import type { Connection } from "../../schemas/connection.ts";
import { defineOperation } from "../define.ts";
import type { Destination } from "./judge-rule.ts";
import { readProxies } from "../picture.ts";
import { predictRoute, Route } from "./predict-route.ts";

/** The newest open connection to the destination tells what really happened. */
function seenRoute(connections: readonly Connection[], { host, ip, device }: Destination): Route | undefined {
  const newest = connections
    .filter(({ metadata }) =>
      host === undefined ? metadata.destinationIP === ip : [metadata.host, metadata.sniffHost].includes(host),
    )
    .filter(({ metadata }) => device === undefined || metadata.sourceIP === device)
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

export const explainRoute = defineOperation({
  id: "explain-route",
  danger: "none",
  summary: "Explain which rule, group and node a destination takes",
  input: z
    .strictObject({
      host: z.string().min(1).max(253).meta({ description: "Host name" }).exactOptional(),
      ip: z.union([z.ipv4(), z.ipv6()]).meta({ description: "Address" }).exactOptional(),
      device: z.string().min(1).meta({ description: "Source address of the device that asks" }).exactOptional(),
    })
    .refine((input) => (input.host === undefined) !== (input.ip === undefined), { message: "give either host or ip" }),
  output: Route,
  async run({ controller: { client }, signal }, input) {
    const query = {
      ...input,
      ...(input.host === undefined ? {} : { host: input.host.toLowerCase().replace(/\.$/, "") }),
    };
    const { connections } = await client.connections.list({}, { signal });
    const seen = seenRoute(connections ?? [], query);
    if (seen !== undefined) return seen;
    const [settings, { rules }, proxies] = await Promise.all([
      client.configs.get({}, { signal }),
      client.rules.list({}, { signal }),
      readProxies(client, signal),
    ]);
    return predictRoute(query, { mode: settings.mode, rules: rules ?? [], proxies });
  },
});
