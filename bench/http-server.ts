import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// A core of two answers: as small and as large as they come. Usage: http-server.ts [NODES]
const nodes = Number(process.argv[2] ?? 2000);
const version = '{"meta":true,"version":"alpha-1c4f7c4"}\n';
const proxies = JSON.stringify({
  proxies: Object.fromEntries(Array.from({ length: nodes }, (_, index) => [nodeName(index), node(index)])),
});

const server = createServer((request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(request.url === "/proxies" ? proxies : version);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () =>
  console.log(
    JSON.stringify({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      bytes: Buffer.byteLength(proxies),
    }),
  ),
);

function nodeName(index: number): string {
  return `🇭🇰 香港 ${String(index).padStart(4, "0")} | IEPL x1.0`;
}

function node(index: number): Record<string, unknown> {
  const history = Array.from({ length: 3 }, (_, at) => ({
    time: `2026-07-01T18:30:2${at}.123456789+08:00`,
    delay: 40 + (index % 200),
  }));
  return {
    alive: true,
    "dialer-proxy": "",
    extra: { "https://www.gstatic.com/generate_204": { alive: true, history } },
    history,
    id: `6f1c3a0e-9f0b-4c55-8a70-${String(index).padStart(12, "0")}`,
    interface: "",
    mptcp: false,
    name: nodeName(index),
    "provider-name": "airport",
    "routing-mark": 0,
    smux: false,
    tfo: false,
    type: "Vless",
    udp: true,
    uot: false,
    xudp: true,
  };
}
