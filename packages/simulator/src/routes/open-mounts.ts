import { send, sendNoRoute, sendText } from "../reply.ts";
import type { Exchange, Handler } from "../router/exchange.ts";
import type { Mount } from "../router/router.ts";
import { resolveDns } from "../world/traffic/dns.ts";
import { packAnswer, readQuestion } from "../world/traffic/dns-packet.ts";
import { asRecord } from "../world/config/yaml.ts";

/** `/ui`, there when `external-ui` is set: no page is installed, so it knows only its own redirect. */
export const uiMount: Mount = {
  prefix: "/ui",
  open: true,
  resolve: (rest) => ({ GET: rest === "" ? redirectToPages : ({ res }) => sendNoRoute(res) }),
};

const redirectToPages: Handler = ({ res }) => {
  const html = '<a href="/ui/">Temporary Redirect</a>.\n\n';
  send(res, 307, { "Content-Type": "text/html; charset=utf-8", Location: "/ui/" }, html);
};

/** DNS over HTTPS at the path of the config; it takes every path below, and every failure is a 500. */
export function dohMount(prefix: string): Mount {
  return {
    prefix,
    open: true,
    resolve: () => ({
      GET: answer,
      POST: answer,
      PUT: refuse,
      PATCH: refuse,
      DELETE: refuse,
      HEAD: refuse,
      OPTIONS: refuse,
    }),
  };
}

function refuse({ res }: Exchange): void {
  sendText(res, 405, "method not allowed");
}

async function answer(exchange: Exchange): Promise<void> {
  const { res, world } = exchange;
  try {
    if (asRecord(world.config["dns"])["enable"] !== true) throw new Error("DNS section is disabled");
    const question = readQuestion(packetOf(exchange));
    const found = await resolveDns(world.simulation.dns, world.clock, question.name, question.type);
    send(res, 200, { "Content-Type": "application/dns-message" }, packAnswer(question, found));
  } catch (error) {
    sendText(res, 500, error instanceof Error ? error.message : String(error));
  }
}

function packetOf({ req, method, query, body }: Exchange): Buffer {
  if (method === "POST") {
    if (req.headers["content-type"] !== "application/dns-message") throw new Error("invalid content-type");
    return body;
  }
  const text = query.get("dns") ?? "";
  const bad = /[^A-Za-z0-9_-]/.exec(text);
  if (bad !== null) throw new Error(`illegal base64 data at input byte ${bad.index}`);
  return Buffer.from(text, "base64url");
}
