import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject } from "./go/decode.ts";
import { type Fault, faultKinds } from "./faults.ts";
import type { Simulator } from "./start.ts";
import { type LogEvent, logLevels } from "./world/logs.ts";
import { asText } from "./world/config/yaml.ts";

/** The second port of a simulator: what a test in another process does to its world. */
export interface ControlServer {
  readonly url: string;
  stop(): Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;
type Action = (simulator: Simulator, body: Body) => unknown;

/** Method and path → what happens. Bodies and answers are JSON. */
const actions: Readonly<Record<string, Action>> = {
  "GET /": () => ({ actions: Object.keys(actions) }),
  "GET /world": ({ world, url }) => ({
    url,
    profile: world.profile.name,
    mode: world.settings.mode,
    groups: world.house.groups.map((group) => ({ name: group.name, now: group.current().name })),
    connections: world.connections.list().length,
    totals: world.connections.totals,
  }),
  "GET /record": ({ record }) => record.requests,
  "DELETE /record": ({ record }) => record.clear(),
  "POST /faults": ({ faults }, body) => {
    const { path, method, times, fault } = body;
    faults.set(
      {
        path: asText(path) ?? "/",
        ...(typeof method === "string" ? { method } : {}),
        ...(typeof times === "number" ? { times } : {}),
      },
      readFault(fault),
    );
  },
  "DELETE /faults": ({ faults }) => faults.clear(),
  "POST /fate": ({ world }, { node, fate }) => {
    if (typeof node !== "string" || !isObject(fate)) throw new Error('a body {"node", "fate"} is needed');
    world.fates.set(node, fate);
  },
  "POST /kill": ({ world }, { node }) => world.fates.kill(asText(node) ?? ""),
  "POST /revive": ({ world }, { node }) => world.fates.revive(asText(node) ?? ""),
  "POST /subscription": ({ world }, { provider, status }) => {
    world.subscriptions.fail(asText(provider) ?? "", typeof status === "number" ? status : undefined);
  },
  "POST /log": ({ world }, { level, payload }) => world.log(readLevel(level), asText(payload) ?? ""),
  "POST /connections": ({ world }, body) => {
    const open = world.traffic.open(body);
    open?.transfer(Number(body["upload"] ?? 0), Number(body["download"] ?? 0));
    return { id: open?.connection.id ?? null };
  },
  "POST /starting": ({ world }, { starting }) => {
    world.starting = starting === true;
  },
  "POST /restart": (simulator) => simulator.restart(),
};

function readFault(value: unknown): Fault {
  if (!isObject(value)) throw new Error('a body {"path", "fault": {"kind"}} is needed');
  const kind = faultKinds.find((each) => each === value["kind"]);
  if (kind === undefined)
    throw new Error(`there is no fault ${asText(value["kind"])}; there are: ${faultKinds.join(", ")}`);
  return { ...value, kind } as Fault;
}

function readLevel(value: unknown): LogEvent["level"] {
  const levels = logLevels.filter((level) => level !== "silent");
  const level = levels.find((each) => each === (value ?? "info"));
  if (level === undefined) throw new Error(`level must be one of ${levels.join(", ")}`);
  return level;
}

/** Starts the control server of a simulator on 127.0.0.1. */
export async function startControl(simulator: Simulator, port: number): Promise<ControlServer> {
  const server = createServer((req, res) => void answer(simulator, req, res));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(simulator: Simulator, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const action = actions[`${req.method} ${(req.url ?? "/").split("?")[0]}`];
  try {
    if (action === undefined) {
      reply(res, 404, { error: `no such action; there are: ${Object.keys(actions).join(", ")}` });
      return;
    }
    const result = await action(simulator, await readBody(req));
    reply(res, 200, result ?? { ok: true });
  } catch (error) {
    reply(res, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function reply(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { "Content-Type": "application/json" });
  res.end(`${JSON.stringify(value)}\n`);
}

async function readBody(req: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const value: unknown = text === "" ? {} : JSON.parse(text);
  if (!isObject(value)) throw new Error("the body must be a JSON object");
  return value;
}
