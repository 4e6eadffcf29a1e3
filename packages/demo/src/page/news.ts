import type { ServerResponse } from "node:http";
import type { DemoBroker } from "../parts/broker.ts";
import type { FlowFeed, FlowNews } from "../flow/flow-feed.ts";

/**
 * Server-sent events for the page: `state` for each topic as it stands, `message` for each that comes, `flow` for what the
 * flow says.
 */
export function streamNews(response: ServerResponse, { broker, flow }: { broker: DemoBroker; flow: FlowFeed }): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.flushHeaders();
  const send = (event: string, data: unknown): void => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const sendFlow = (news: FlowNews): void => send("flow", news);
  for (const [topic, payload] of broker.topics) send("state", { topic, payload });
  for (const news of flow.past()) sendFlow(news);
  const ends = [broker.onMessage((topic, payload) => send("message", { topic, payload })), flow.onNews(sendFlow)];
  response.on("close", () => {
    for (const end of ends) end();
  });
}
