import { createClient } from "@pointsman/core";
import { Agent, request } from "undici";
import { type Benchmark, compared, sideBySide } from "./measure.ts";
import { startHelper } from "./processes.ts";

/** Both sides keep their socket alive and read the same bytes of the same server in another process. */
async function measureCall(
  call: "version" | "proxies",
  load: { rounds: number; calls: number },
): Promise<{ ours: number; baseline: number }> {
  await using server = startHelper("http-server.ts");
  const { url } = (await server.next()) as { url: string };
  const agent = new Agent({ connections: 1, pipelining: 1 });
  const client = createClient({ url, secret: "bench" });
  const headers = { authorization: "Bearer bench" };
  const path = call === "version" ? "/version" : "/proxies";
  const bare = async (): Promise<unknown> =>
    JSON.parse(await (await request(`${url}${path}`, { dispatcher: agent, headers })).body.text());
  const ours = call === "version" ? () => client.version.get() : () => client.proxies.list();
  try {
    return await sideBySide(ours, bare, load);
  } finally {
    await client[Symbol.asyncDispose]();
    await agent.close();
  }
}

export const clientSmall: Benchmark = {
  name: "client-small",
  run: async () =>
    compared("client-small", await measureCall("version", { rounds: 31, calls: 400 }), 1.15, "µs per call"),
};

export const clientLarge: Benchmark = {
  name: "client-large",
  run: async () =>
    compared(
      "client-large",
      await measureCall("proxies", { rounds: 31, calls: 8 }),
      1.35,
      "µs per call",
      "2,000 nodes, every answer checked",
    ),
};
