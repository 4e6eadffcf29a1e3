import {
  type House,
  type Peer,
  type RealCore,
  startHouse,
  startRealCore,
  talkThrough,
} from "@pointsman/simulator/testing";

/** A subscription that rewords its nodes with its second answer. Level `debug` opens `/debug`. */
const file = `
mode: rule
log-level: debug
dns: { enable: true, use-system-hosts: false, enhanced-mode: redir-host, nameserver: ["udp://dns.test:53"] }
proxies:
  - { name: fast, type: http, server: fast.node.test, port: 8080 }
  - { name: slow, type: http, server: slow.node.test, port: 8080 }
proxy-providers:
  airport:
    type: http
    url: "http://subscription.test/airport"
    path: ./airport.yaml
    interval: 86400
    proxy: DIRECT
    health-check: { enable: false, url: "http://origin.test/generate_204", interval: 0, lazy: true }
proxy-groups:
  - { name: Proxy, type: select, proxies: [fast, slow, DIRECT], url: "http://origin.test/generate_204" }
  - { name: Auto, type: url-test, proxies: [fast, slow], url: "http://origin.test/generate_204", interval: 86400 }
  - { name: Subscribed, type: select, use: [airport] }
rule-providers:
  ads: { type: inline, behavior: domain, payload: ["ads.test"] }
rules: ["DOMAIN,exact.test,Proxy", "RULE-SET,ads,REJECT", "MATCH,Proxy"]
x-simulate:
  nodes:
    fast: { delay: 10 }
    slow: { delay: 150 }
    HK 01 | x1.2: { delay: 20 }
  subscriptions:
    airport:
      - userinfo: { upload: 0, download: 10, total: 100, expire: 4102444800 }
        proxies:
          - { name: HK 01 | x1.0, type: http, server: fast.node.test, port: 8080 }
          - { name: JP 01 | x1.0, type: http, server: slow.node.test, port: 8080 }
      - userinfo: { upload: 0, download: 40, total: 100, expire: 4102444800 }
        proxies:
          - { name: HK 01 | x1.2, type: http, server: fast.node.test, port: 8080 }
          - { name: JP 01 | x1.2, type: http, server: slow.node.test, port: 8080 }
  dns:
    host.test: { records: [192.0.2.1] }
`;

/** A copy of a real core with local servers around it. */
export interface RealHouse {
  readonly core: RealCore;
  readonly house: House;
  /** An address to test nodes with: the usual ones want TLS, which nobody speaks here. */
  readonly testUrl: string;
  /** What the core itself answers to a GET. */
  ask(path: string): Promise<unknown>;
  /** Opens a connection through the core as a device would, and resolves when bytes flow; `close` ends it. */
  connect(host: string): Promise<{ close(): void; readonly closed: Promise<void> }>;
  stop(): Promise<void>;
}

export async function startRealHouse({ path }: Peer): Promise<RealHouse> {
  const house = await startHouse(file);
  try {
    const core = await startRealCore({ binary: path, config: house.config });
    return {
      core,
      house,
      testUrl: `${house.origin.url}/generate_204`,
      async ask(address) {
        const headers = { Authorization: `Bearer ${core.secret}` };
        return await fetch(`${core.url}${address}`, { headers }).then((answer) => answer.json());
      },
      async connect(host) {
        const socket = await talkThrough(core.mixedPort, `${host}:${house.origin.port}`);
        const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
        return { close: () => void socket.destroy(), closed };
      },
      async stop() {
        await core.stop();
        await house.stop();
      },
    };
  } catch (error) {
    await house.stop();
    throw error;
  }
}
