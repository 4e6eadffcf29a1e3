import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

const nodes = (...names: string[]) =>
  names.map((name) => ({ name, type: "Trojan", history: [], udp: true, alive: !name.includes("dead") }));
const provider = (name: string, vehicleType: string, ...names: string[]) => ({
  name,
  type: "Proxy",
  vehicleType,
  proxies: nodes(...names),
  testUrl: "http://t",
});

/** A core whose provider `sub` changes with an update. */
function core(extra: Record<string, Answer> = {}) {
  let sub = provider("sub", "HTTP", "HK 01 | x1.0", "US 01", "剩余流量：9 GB");
  return scriptedCore({
    "proxyProviders.get": () => sub,
    "proxyProviders.list": () => ({
      providers: {
        sub,
        inline: provider("inline", "Inline", "A"),
        default: provider("default", "Compatible", "B"),
        broken: provider("broken", "File", "C"),
      },
    }),
    "proxyProviders.update": ({ target }) => {
      if (target.endsWith("broken"))
        throw new ControllerError("rejected", "refused", { status: 503, detail: "404 Not Found" });
      sub = provider("sub", "HTTP", "HK 01 | x1.2", "JP 01", "JP dead", "剩余流量：8 GB");
    },
    "proxyProviders.check": () => undefined,
    ...extra,
  });
}

describe("update-provider", () => {
  test("says what became of the nodes, renamed ones apart, info nodes left out", async () => {
    expect(await createRunner(core()).run("update-provider", { provider: "sub" }, options)).toEqual({
      provider: "sub",
      before: 2,
      after: 3,
      aliveBefore: 2,
      aliveAfter: 2,
      renamed: [{ was: "HK 01 | x1.0", now: "HK 01 | x1.2" }],
      added: ["JP 01", "JP dead"],
      gone: ["US 01"],
    });
  });

  test("an unknown provider is not-found by name", async () => {
    const gone: Answer = () => {
      throw new ControllerError("not-found", "no", { status: 404 });
    };
    await expect(
      createRunner(core({ "proxyProviders.get": gone })).run("update-provider", { provider: "x" }, options),
    ).rejects.toMatchObject({ code: "not-found", message: 'There is no provider "x".' });
  });
});

test("check-provider leaves the nodes as they are", async () => {
  expect(await createRunner(core()).run("check-provider", { provider: "sub" }, options)).toMatchObject({
    before: 2,
    after: 2,
    renamed: [],
    added: [],
    gone: [],
  });
});

describe("update-all-providers", () => {
  test("fetches those that are fetched from somewhere, and one that fails does not stop the others", async () => {
    const scripted = core();
    const { rows, total } = await createRunner(scripted).run("update-all-providers", {}, options);
    expect(rows.map(({ provider: name, error }) => [name, error])).toEqual([
      ["sub", undefined],
      ["broken", "404 Not Found"],
    ]);
    expect(total).toBe(2);
    expect(scripted.sent.filter((line) => line.startsWith("proxyProviders.update"))).toHaveLength(2);
  });

  test("a core that is gone ends it", async () => {
    const lost: Answer = () => {
      throw new ControllerError("unreachable", "gone");
    };
    await expect(
      createRunner(core({ "proxyProviders.update": lost })).run("update-all-providers", {}, options),
    ).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("update-rule-provider", () => {
  test("counts the entries before and after", async () => {
    let ruleCount = 10;
    const scripted = scriptedCore({
      "ruleProviders.list": () => ({
        providers: { ads: { name: "ads", type: "Rule", vehicleType: "HTTP", behavior: "Domain", ruleCount } },
      }),
      "ruleProviders.update": () => {
        ruleCount = 12;
      },
    });
    const runner = createRunner(scripted);
    expect(await runner.run("update-rule-provider", { provider: "ads" }, options)).toEqual({
      provider: "ads",
      was: 10,
      count: 12,
    });
    await expect(runner.run("update-rule-provider", { provider: "adz" }, options)).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no rule provider "adz"; did you mean "ads"?',
    });
  });
});
