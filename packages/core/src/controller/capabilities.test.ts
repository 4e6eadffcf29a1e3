import { describe, expect, test } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { proxy } from "../../test/support/views.ts";
import { createClientOn } from "../client/client.ts";
import { ControllerError } from "../client/errors.ts";
import type { TransportRequest } from "../client/transport.ts";
import { createCapabilities } from "./capabilities.ts";

const allow = (methods: string): ControllerError =>
  new ControllerError("unsupported", "405", { status: 405, detail: `Allow: ${methods}` });
const noPath = new ControllerError("unsupported", "404", { status: 404 });
const every = allow("GET, PUT, POST, PATCH, DELETE");

function setUp(probes: (target: string) => unknown = () => every, groupType = "Selector", ruleProviders = {}) {
  const transport = new FakeTransport();
  transport.answer = ({ row, target }: TransportRequest) => {
    if ((row.method as string) === "OPTIONS") {
      const answer = probes(target);
      if (answer instanceof Error) throw answer;
      return answer;
    }
    if (target === "/group") return { proxies: [proxy("GLOBAL", { type: groupType, all: ["DIRECT"] })] };
    return { providers: ruleProviders };
  };
  const capabilities = createCapabilities({ transport, client: createClientOn(transport), name: "home" });
  const probed = (): string[] =>
    transport.requests.filter(({ row }) => (row.method as string) === "OPTIONS").map(({ target }) => target);
  return { transport, capabilities, probed };
}

test("before anybody probed everything counts as there", () => {
  const { capabilities } = setUp();
  expect(capabilities.has("dns.query")).toBe(true);
  expect(capabilities.reason("dns.query")).toBeUndefined();
});

describe("a probe", () => {
  test("asks once per path, with names that every core knows", async () => {
    const { capabilities, probed } = setUp();
    await capabilities.probe();
    expect(new Set(probed()).size).toBe(probed().length);
    expect(probed()).toContain("/proxies/DIRECT/delay");
    expect(probed()).toContain("/group/GLOBAL");
    expect(probed()).toContain("/providers/proxies/default/DIRECT");
    expect(probed().filter((target) => target.startsWith("/cache/smart"))).toEqual([]);
  });

  test("finds what the router does not know", async () => {
    const { capabilities } = setUp((target) => (target === "/dns/query" ? noPath : every));
    await capabilities.probe();
    expect(capabilities.has("dns.query")).toBe(false);
    expect(capabilities.reason("dns.query")).toBe(
      'The core "home" does not offer dns.query (GET /dns/query): it is too old for it, or built without it.',
    );
    expect(capabilities.has("version.get")).toBe(true);
  });

  test("goes on where the lists that it reads names from are missing themselves", async () => {
    const { transport, capabilities } = setUp((target) => (target.startsWith("/providers/rules") ? noPath : every));
    const { answer } = transport;
    transport.answer = (request) => {
      if ((request.row.method as string) === "OPTIONS") return answer(request);
      throw noPath;
    };
    await capabilities.probe();
    expect([capabilities.has("ruleProviders.list"), capabilities.has("dns.query")]).toEqual([false, true]);
  });

  test("tells methods of one path apart", async () => {
    const { capabilities } = setUp((target) => (target === "/configs" ? allow("GET") : every));
    await capabilities.probe();
    expect(capabilities.has("configs.get")).toBe(true);
    expect(capabilities.has("configs.patch")).toBe(false);
    expect(capabilities.has("configs.replace")).toBe(false);
  });

  test("says of the debug rows what opens them", async () => {
    const { capabilities } = setUp((target) => (target.startsWith("/debug") ? noPath : every));
    await capabilities.probe();
    expect(capabilities.reason("debug.vars")).toContain("log-level: debug");
  });

  test.each<[string, unknown]>([
    ["a path that answers any method", new Uint8Array()],
    ["an unknown name", new ControllerError("not-found", "404", { status: 404 })],
    ["a proxy in between that answers OPTIONS itself", new ControllerError("unexpected-response", "HTML")],
    ["a refusal without a list", new ControllerError("unsupported", "405", { status: 405 })],
  ])("takes %s for no proof of absence", async (_, answer) => {
    const { capabilities } = setUp(() => answer);
    await capabilities.probe();
    expect(capabilities.has("dns.query")).toBe(true);
  });

  test("cannot tell the row of rule providers in a house without one, and uses a real name where there is one", async () => {
    const bare = setUp(() => noPath);
    await bare.capabilities.probe();
    expect(bare.capabilities.has("ruleProviders.update")).toBe(true);
    const ads = { name: "ads", type: "Rule", vehicleType: "HTTP", behavior: "Domain", ruleCount: 1 };
    const full = setUp(() => noPath, "Selector", { ads });
    await full.capabilities.probe();
    expect(full.probed()).toContain("/providers/rules/ads");
    expect(full.capabilities.has("ruleProviders.update")).toBe(false);
  });

  test("that is refused or cut changes nothing", async () => {
    const { capabilities } = setUp(() => new ControllerError("unauthorized", "401"));
    await expect(capabilities.probe()).rejects.toMatchObject({ code: "unauthorized" });
    expect(capabilities.has("smart.flush")).toBe(true);
  });

  test("passes its caller's signal on", async () => {
    const { capabilities, transport } = setUp();
    const caller = new AbortController();
    await capabilities.probe({ signal: caller.signal });
    caller.abort();
    expect(transport.requests.every(({ signal }) => signal?.aborted === true)).toBe(true);
  });
});

describe("rows of forks", () => {
  test("are there where a Smart group is", async () => {
    const { capabilities } = setUp(() => every, "Smart");
    await capabilities.probe();
    expect(capabilities.has("smart.weights")).toBe(true);
  });

  test("are missing elsewhere, with the reason", async () => {
    const { capabilities } = setUp();
    await capabilities.probe();
    expect(capabilities.reason("smart.weights")).toContain("no Smart group");
  });
});

describe("a core that started anew", () => {
  test("is probed again if somebody had probed it", async () => {
    let isNew = false;
    const { capabilities, probed } = setUp((target) => (target === "/dns/query" && !isNew ? noPath : every));
    capabilities.renew();
    expect(probed()).toEqual([]);
    await capabilities.probe();
    const count = probed().length;
    isNew = true;
    capabilities.renew();
    await expect.poll(() => capabilities.has("dns.query")).toBe(true);
    expect(probed()).toHaveLength(count * 2);
  });
});
