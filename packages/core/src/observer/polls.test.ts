import { describe, expect, test, vi } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { proxy } from "../../test/support/views.ts";
import { ControllerError } from "../client/errors.ts";
import type { ProxyProvider } from "../schemas/provider.ts";
import { createPolls, type Outcome } from "./polls.ts";
import { emptySnapshot } from "./snapshot.ts";
import type { Snapshot } from "./types.ts";

const { signal } = new AbortController();

function setUp(answers: Record<string, unknown>) {
  const transport = new FakeTransport();
  transport.answer = ({ target }) => {
    const answer = answers[target];
    if (answer instanceof Error) throw answer;
    return Buffer.from(JSON.stringify(answer));
  };
  const onLife = vi.fn<(life: string) => void>();
  const polls = createPolls({ transport, name: "home", onLife });
  const targets = (): string[] => transport.requests.splice(0).map(({ target }) => target);
  return { answers, polls, onLife, targets };
}
const applied = (outcome: Outcome, to: Snapshot = emptySnapshot): Snapshot => {
  if (typeof outcome !== "object") throw new Error(`no update but ${String(outcome)}`);
  return outcome.apply(to);
};

const house = {
  DIRECT: proxy("DIRECT", { type: "Direct", id: "life 1" }),
  HK: proxy("HK"),
  GLOBAL: proxy("GLOBAL", { all: ["HK"] }),
};

test("settings bring the mode along", async () => {
  const settings = { mode: "rule", "log-level": "info", "allow-lan": false, "bind-address": "*", ipv6: false };
  const ports = { port: 0, "socks-port": 0, "redir-port": 0, "tproxy-port": 0, "mixed-port": 0 };
  const { polls } = setUp({ "/configs": { ...settings, ...ports } });
  expect(applied(await polls.settings(signal))).toMatchObject({ mode: "rule", settings });
});

test.each([
  ["rules", "/rules", { rules: null }, { rules: [] }],
  ["rule-providers", "/providers/rules", { providers: null }, { ruleProviders: new Map() }],
  ["version", "/version", { version: "v1" }, { version: "v1" }],
] as const)("%s are read where the core has none as well", async (id, target, answer, picture) => {
  const { polls } = setUp({ [target]: answer });
  expect(applied(await polls[id](signal))).toMatchObject(picture);
});

describe("groups and nodes", () => {
  test("come in one reading, which says nothing when nothing changed", async () => {
    const { polls, targets } = setUp({ "/proxies": { proxies: house } });
    const snapshot = applied(await polls.proxies(signal));
    expect(snapshot.groups.map(({ name }) => name)).toEqual(["GLOBAL"]);
    expect([...snapshot.nodes.keys()]).toEqual(["DIRECT", "HK", "GLOBAL"]);
    expect(await polls.proxies(signal)).toBeUndefined();
    expect(targets()).toEqual(["/proxies", "/proxies"]);
  });

  test("bring the mark of the core's present state along", async () => {
    const { polls, onLife } = setUp({ "/proxies": { proxies: house } });
    await polls.proxies(signal);
    expect(onLife).toHaveBeenCalledExactlyOnceWith("life 1");
  });

  test("of a core that is still starting are no picture, also when asked again", async () => {
    const { polls } = setUp({ "/proxies": { proxies: {} } });
    const starting = { code: "busy", reason: "starting", controller: "home" };
    await expect(polls.proxies(signal)).rejects.toMatchObject(starting);
    await expect(polls.proxies(signal)).rejects.toMatchObject(starting);
  });

  test("on a core that does not say where a node is from, the providers do", async () => {
    const { polls } = setUp({ "/proxies": { proxies: house } });
    const provider: ProxyProvider = { name: "sub", type: "Proxy", vehicleType: "HTTP", proxies: [proxy("HK")] };
    const known = { ...emptySnapshot, providers: new Map([["sub", provider]]) };
    const { nodes } = applied(await polls.proxies(signal), known);
    expect([nodes.get("HK")!.provider, nodes.get("DIRECT")!.provider]).toEqual(["sub", undefined]);
  });
});

describe("providers", () => {
  test("of a house without any ask nothing the second time, and say so", async () => {
    const { polls, targets } = setUp({ "/providers/proxies": { providers: {} } });
    applied(await polls.providers(signal));
    expect(await polls.providers(signal)).toBe("unasked");
    expect(targets()).toEqual(["/providers/proxies"]);
  });

  const provider = (name: string, fields: Partial<ProxyProvider> = {}): ProxyProvider => ({
    name,
    type: "Proxy",
    vehicleType: "HTTP",
    proxies: [],
    updatedAt: "2026-07-01T00:00:00Z",
    ...fields,
  });
  const all = {
    "/providers/proxies": {
      providers: { sub: provider("sub"), Proxy: provider("Proxy", { vehicleType: "Compatible" }) },
    },
  };

  test("are listed once, and then read one by one", async () => {
    const { polls, targets } = setUp({ ...all, "/providers/proxies/sub": provider("sub", { updatedAt: "later" }) });
    const first = applied(await polls.providers(signal));
    expect([...first.providers.keys()]).toEqual(["sub"]);
    const second = applied(await polls.providers(signal), first);
    expect(second.providers.get("sub")!.updatedAt).toBe("later");
    expect(await polls.providers(signal)).toBeUndefined();
    expect(targets()).toEqual(["/providers/proxies", "/providers/proxies/sub", "/providers/proxies/sub"]);
  });

  test("are listed again after a new start of the core, and where one is gone", async () => {
    const { answers, polls, targets } = setUp({ ...all });
    await polls.providers(signal);
    polls.forgetProviders();
    await polls.providers(signal);
    answers["/providers/proxies/sub"] = new ControllerError("not-found", "Gone.");
    answers["/providers/proxies"] = { providers: {} };
    expect(applied(await polls.providers(signal)).providers.size).toBe(0);
    expect(targets()).toEqual([
      "/providers/proxies",
      "/providers/proxies",
      "/providers/proxies/sub",
      "/providers/proxies",
    ]);
  });

  test("that cannot be read are told once until they can be again", async () => {
    const { answers, polls } = setUp({ ...all });
    const snapshot = applied(await polls.providers(signal));
    const error = new ControllerError("unexpected-response", "Strange.");
    answers["/providers/proxies/sub"] = error;
    const update = await polls.providers(signal);
    expect(update).toMatchObject({ changes: [{ type: "provider-failed", provider: "sub", error }] });
    expect(applied(update, snapshot)).toBe(snapshot);
    expect(await polls.providers(signal)).toBeUndefined();
    answers["/providers/proxies/sub"] = provider("sub");
    await polls.providers(signal);
    answers["/providers/proxies/sub"] = error;
    expect(await polls.providers(signal)).toMatchObject({ changes: [{ type: "provider-failed" }] });
  });

  test("are not blamed when the core itself is gone", async () => {
    const { answers, polls } = setUp({ ...all });
    await polls.providers(signal);
    answers["/providers/proxies/sub"] = new ControllerError("unreachable", "Gone.");
    await expect(polls.providers(signal)).rejects.toMatchObject({ code: "unreachable" });
  });
});
