import { z } from "zod";
import { createCallShape } from "../client/call.ts";
import type { Client } from "../client/client.ts";
import { isControllerError } from "../client/errors.ts";
import { coreName } from "../client/failure.ts";
import { placeholders } from "../client/path.ts";
import type { Transport } from "../client/transport.ts";
import type { Method, QueryDef, RowDef } from "../endpoints/define.ts";
import { type EndpointId, rowsById } from "../endpoints/index.ts";
import type { Capabilities } from "./types.ts";

export interface CapabilitiesOptions {
  readonly transport: Transport;
  readonly client: Client;
  /** The controller's name in sentences. */
  readonly name: string;
}

export interface OwnedCapabilities extends Capabilities {
  /** The core started anew, perhaps as another version: probes again if somebody had probed. */
  renew(): void;
  close(): void;
}

/** What a probe says of a path: its methods, `everything` where any method is answered, `nothing`, or that it cannot be told. */
type Finding = readonly string[] | "everything" | "nothing" | "unknown";

/** Asked side by side, so that a probe takes a moment and no core is flooded. */
const probesAtOnce = 4;

/** Names that exist on every core, as a path with an unknown name answers before its methods are looked at (reference §1.3). */
const knownNames: Readonly<Record<string, string>> = {
  group: "GLOBAL",
  proxy: "DIRECT",
  connection: "00000000-0000-0000-0000-000000000000",
  key: "pointsman",
  // The cheapest of them: where profiles are mounted they answer any method.
  profile: "cmdline",
};
/** The core's own name for the nodes of its config. */
const knownProvider = "default";

/** Finds out what a core offers without asking for its version: forks and patched builds say what they like there. */
export function createCapabilities(options: CapabilitiesOptions): OwnedCapabilities {
  const { client } = options;
  const stop = new AbortController();
  let missing: ReadonlyMap<EndpointId, string> = new Map();
  let wasProbed = false;

  const probe = async (signal: AbortSignal): Promise<void> => {
    const rules = await unlessUnsupported(client.ruleProviders.list({}, { signal }));
    const ruleProvider = Object.keys(rules?.providers ?? {})[0];
    const groups = await unlessUnsupported(client.groups.list({}, { signal }));
    const hasSmartGroup = (groups?.proxies ?? []).some((group) => group.type === "Smart");
    const rows = [...rowsById];
    const findings = await findPaths(rows, ruleProvider, options, signal);
    missing = new Map(
      rows.flatMap(([id, row]): [EndpointId, string][] => {
        const reason = row.fork
          ? noSmartGroup(hasSmartGroup, id, options.name)
          : absence(findings.get(row.path) ?? "unknown", id, row, options.name);
        return reason === undefined ? [] : [[id, reason]];
      }),
    );
    wasProbed = true;
  };

  return {
    has: (id) => !missing.has(id),
    reason: (id) => missing.get(id),
    probe: ({ signal } = {}) => probe(signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])),
    renew() {
      // What was known stays where the new core cannot be asked; whoever calls a missing row is told so then.
      if (wasProbed) void probe(stop.signal).catch(() => {});
    },
    close: () => stop.abort(),
  };
}

/** Undefined where the core has no such row: that is what the probe is there to find out, and no fault of it. */
async function unlessUnsupported<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return await answer.catch((error: unknown) => {
    if (isControllerError(error) && error.code === "unsupported") return undefined;
    throw error;
  });
}

/** One bare OPTIONS per path: 405 lists the methods, the router's own 404 means that there is none. */
async function findPaths(
  rows: readonly (readonly [EndpointId, RowDef])[],
  ruleProvider: string | undefined,
  options: CapabilitiesOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Finding>> {
  const byPath = new Map(rows.filter(([, row]) => !row.fork).map(([id, row]) => [row.path, id]));
  const queue = [...byPath];
  const findings = new Map<string, Finding>();
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [path, id] = next;
      const params = paramsFor(path, ruleProvider);
      findings.set(path, params === undefined ? "unknown" : await findPath(id, path, params, options, signal));
    }
  };
  await Promise.all(Array.from({ length: probesAtOnce }, work));
  return findings;
}

/** Undefined where no name is known that the path could carry. */
function paramsFor(path: string, ruleProvider: string | undefined): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const name of placeholders(path)) {
    const providerName = path.startsWith("/providers/rules/") ? ruleProvider : knownProvider;
    const value = name === "provider" ? providerName : knownNames[name];
    if (value === undefined) return undefined;
    params[name] = value;
  }
  return params;
}

async function findPath(
  id: EndpointId,
  path: RowDef["path"],
  params: Record<string, string>,
  { transport }: CapabilitiesOptions,
  signal: AbortSignal,
): Promise<Finding> {
  const row: QueryDef = {
    kind: "query",
    // No method of any row, so it stands outside the type; every core refuses it and says what it would accept.
    method: "OPTIONS" as Method,
    path,
    danger: "none",
    summary: "Probe a path",
    response: z.unknown(),
    responseType: "bytes",
  };
  try {
    await transport.request({ ...createCallShape(id, row).request(params, { signal }), row });
    return "everything";
  } catch (error) {
    if (!isControllerError(error)) throw error;
    if (error.code === "unsupported") return error.status === 404 ? "nothing" : allowed(error.detail);
    // An unknown name, or something in between that answers OPTIONS itself: no proof of absence.
    if (error.code === "not-found" || error.code === "rejected" || error.code === "unexpected-response")
      return "unknown";
    throw error;
  }
}

function allowed(detail = ""): Finding {
  const methods = detail.replace(/^Allow:/, "").match(/[A-Z]+/g);
  return methods ?? "unknown";
}

function absence(finding: Finding, id: EndpointId, row: RowDef, controller: string): string | undefined {
  if (finding === "unknown" || finding === "everything") return undefined;
  if (finding !== "nothing" && finding.includes(row.method)) return undefined;
  const why = id.startsWith("debug.")
    ? "its config file must say log-level: debug when it starts"
    : "it is too old for it, or built without it";
  return `${coreName({ controller })} does not offer ${id} (${row.method} ${row.path}): ${why}.`;
}

function noSmartGroup(hasSmartGroup: boolean, id: EndpointId, controller: string): string | undefined {
  return hasSmartGroup ? undefined : `${coreName({ controller })} has no Smart group, which ${id} is about.`;
}
