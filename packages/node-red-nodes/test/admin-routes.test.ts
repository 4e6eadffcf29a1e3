import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { admin, adminAuth, reader } from "./harness/admin-users.ts";
import { controllerNode, onTab } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

describe("the editor's questions to the runtime", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;
  let asAdmin: Record<string, string>;
  let asReader: Record<string, string>;

  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ secret: "c4nary", life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball, settings: adminAuth, user: admin, env: { CORE_SECRET: "c4nary" } });
    await nodeRed.deploy(onTab(controllerNode(simulator.url, { credentials: { secret: "c4nary" } })));
    asAdmin = await nodeRed.headersOf(admin);
    asReader = await nodeRed.headersOf(reader);
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  const routes = [
    ["GET", "pointsman/controllers/controller/names?kind=group"],
    ["GET", "pointsman/controllers/controller/capabilities"],
    ["POST", "pointsman/controllers/test"],
  ] as const;

  const ask = async (address: string, headers: Record<string, string>): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${nodeRed.url}/${address}`, { headers });
    return { status: answer.status, body: await answer.json() };
  };
  const tryOut = async (values: Readonly<Record<string, string>>, headers = asAdmin) => {
    const answer = await fetch(`${nodeRed.url}/pointsman/controllers/test`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ id: "controller", name: "home", url: simulator.url, policy: "none", ...values }),
    });
    const text = await answer.text();
    return { status: answer.status, text };
  };

  test.each(routes)("%s %s is closed to anonymous callers", async (method, address) => {
    const answer = await fetch(`${nodeRed.url}/${address}`, { method });
    expect(answer.status).toBe(401);
  });

  test("whoever may only read gets names, but may not send the core's address anywhere", async () => {
    const { status } = await ask("pointsman/controllers/controller/names?kind=group", asReader);
    const tested = await tryOut({ secret: "__PWRD__" }, asReader);
    expect([status, tested.status]).toEqual([200, 401]);
  });

  test("whoever may only read sees that there is a secret, not which", async () => {
    const { body } = await ask("credentials/pointsman-controller/controller", asReader);
    expect(body).toEqual({ has_secret: true });
  });

  test("groups come with the node in use, in the config's order", async () => {
    const { body } = await ask("pointsman/controllers/controller/names?kind=group", asAdmin);
    expect((body as { names: unknown[] }).names[0]).toMatchObject({ name: "Proxy", note: expect.any(String) });
  });

  test("nodes are those of the group that contain the text, without a subscription's pseudo-nodes", async () => {
    const address = `pointsman/controllers/controller/names?kind=node&group=Proxy&q=${encodeURIComponent("hk")}`;
    const { body } = await ask(address, asAdmin);
    const names = (body as { names: { name: string }[] }).names.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !/hk/i.test(name))).toEqual([]);
    const all = await ask("pointsman/controllers/controller/names?kind=node&limit=50", asAdmin);
    expect(JSON.stringify(all.body)).not.toContain("剩余流量");
  });

  test.each([
    ["provider", "nimbus"],
    ["rule-provider", "ads"],
    ["rule", "Match,,"],
  ])("there is a list of kind %s", async (kind, part) => {
    const { body } = await ask(`pointsman/controllers/controller/names?kind=${kind}&q=${part}`, asAdmin);
    expect(JSON.stringify(body)).toContain(part);
  });

  test("no more names than asked for, and never more than fifty", async () => {
    const few = await ask("pointsman/controllers/controller/names?kind=rule&limit=2", asAdmin);
    expect((few.body as { names: unknown[] }).names).toHaveLength(2);
    const many = await ask("pointsman/controllers/controller/names?kind=node&limit=9999", asAdmin);
    expect((many.body as { names: unknown[] }).names.length).toBeLessThanOrEqual(50);
  });

  test("a controller that does not run, and a kind that does not exist, are answered with a sentence", async () => {
    const gone = await ask("pointsman/controllers/gone/names?kind=group", asAdmin);
    const odd = await ask("pointsman/controllers/controller/names?kind=secrets", asAdmin);
    expect(gone).toMatchObject({
      status: 200,
      body: { code: "not-found", message: expect.stringContaining("deploy") },
    });
    expect(odd).toMatchObject({ status: 200, body: { code: "invalid-input" } });
  });

  test("what this core lacks is told with a reason", async () => {
    const { body } = await ask("pointsman/controllers/controller/capabilities", asAdmin);
    const { missing } = body as { missing: Record<string, string> };
    expect(missing["smart.flush"]).toMatch(/\w/);
    expect(missing).not.toHaveProperty(["version.get"]);
  });

  test("a connection is tried with the secret as stored, as typed, and from the environment", async () => {
    for (const secret of ["__PWRD__", "c4nary", "${CORE_SECRET}"]) {
      const { status, text } = await tryOut({ secret });
      expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining('"version"') });
    }
  });

  test.each([
    [{ secret: "wrong" }, "unauthorized"],
    [{ secret: "${NOT_SET}" }, "invalid-input"],
    [{ url: "ftp://x" }, "invalid-input"],
    [{ url: "http://user:c4nary@127.0.0.1" }, "invalid-input"],
  ])("a connection with %j fails with a code and a sentence, and without the secret", async (values, code) => {
    const { status, text } = await tryOut({ secret: "__PWRD__", ...values });
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({ code, message: expect.stringMatching(/\.$/) });
    expect(text).not.toContain("c4nary");
  });
});
