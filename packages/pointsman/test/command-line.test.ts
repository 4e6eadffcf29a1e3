import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, startCli } from "./cli-process.ts";

const secret = "пароль-hunter2";
let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  simulator = await startSimulator({ scenario: "home", secret });
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-cli-"));
});
afterAll(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a command against the simulator. */
function cli(...args: string[]) {
  return runCli(args, { POINTSMAN_CONTROLLER: simulator.url, POINTSMAN_SECRET: secret });
}

describe("call", () => {
  test("prints one JSON document", async () => {
    const { status, stdout, stderr } = await cli("call", "version.get");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ version: expect.any(String) as string });
  });

  test("takes parameters flat and the body apart; a call without an answer prints null", async () => {
    const chosen = await cli("call", "proxies.select", '{"group":"Proxy","body":{"name":"DIRECT"}}');
    expect(chosen).toEqual({ status: 0, stdout: "null\n", stderr: "" });
    expect(JSON.parse((await cli("call", "proxies.get", '{"proxy":"Proxy"}')).stdout)).toMatchObject({ now: "DIRECT" });
  });

  test("writes to a file on demand", async () => {
    const file = path.join(folder, "version.json");
    expect(await cli("call", "version.get", "--output", file)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("version");
  });
});

describe("mistakes are one sentence with the code in front and a status", () => {
  test.each<[number, string, string[]]>([
    [2, 'invalid-input: there is no row "proxies.selct"; did you mean "proxies.select"?', ["call", "proxies.selct"]],
    [2, 'invalid-input: there is no operation "selct-node"; did you mean "select-node"?', ["do", "selct-node"]],
    [2, "invalid-input: select-node is an operation: use pointsman do select-node", ["call", "select-node"]],
    [2, "invalid-input: version.get is a row: use pointsman call version.get", ["do", "version.get"]],
    [2, "invalid-input: traffic.stream is a stream: use pointsman watch traffic", ["call", "traffic.stream"]],
    [2, 'invalid-input: there is no stream "trafic"; did you mean "traffic"?', ["watch", "trafic"]],
    [2, 'invalid-input: there is no command wach; did you mean "watch"?', ["wach"]],
    [2, 'invalid-input: there is no option --sekret; did you mean "secret"?', ["call", "version.get", "--sekret", "x"]],
    [2, "invalid-input: --secret needs a value", ["call", "version.get", "--secret"]],
    [2, 'invalid-input: proxies.get: "proxy" is missing.', ["call", "proxies.get"]],
    [2, 'invalid-input: select-node: "group" is missing.', ["do", "select-node"]],
    [1, "unauthorized: ", ["call", "version.get", "--secret", "wrong"]],
    [1, "unreachable: ", ["call", "version.get", "--controller", "http://127.0.0.1:1"]],
    [1, "unreachable: ", ["watch", "traffic", "--controller", "http://127.0.0.1:1"]],
    [1, "unreachable: ", ["do", "flush-dns", "--controller", "http://127.0.0.1:1"]],
    [1, "not-found: ", ["call", "proxies.get", '{"proxy":"no such node"}']],
    [1, "not-found: ", ["do", "select-node", '{"group":"Proxi","node":"x"}']],
    [78, "invalid-input: ", ["check", "--config", "no-such-file.yaml"]],
  ])("%i %s", async (status, sentence, args) => {
    const outcome = await cli(...args);
    expect(outcome.stderr.startsWith(sentence) ? sentence : outcome.stderr).toBe(sentence);
    expect(outcome.stderr.trim().split("\n")).toHaveLength(1);
    expect(outcome).toMatchObject({ status, stdout: "" });
  });

  test("a JSON argument that does not parse is not repeated", async () => {
    const { status, stderr } = await cli("call", "proxies.get", '{"proxy":hunter2}');
    expect(status).toBe(2);
    expect(stderr).toContain("the parameters are not valid JSON");
    expect(stderr).not.toContain("hunter2");
  });

  test("no mistake shows the secret", async () => {
    for (const args of [
      ["call", "version.get", "--secret", "hunter2"],
      ["call", "version.get", "--controller", "ftp://u:hunter2@host", "--secret", "hunter2"],
    ]) {
      expect((await cli(...args)).stderr).not.toContain("hunter2");
    }
  });
});

describe("do", () => {
  test("runs an operation without a policy's cap and prints what was and is", async () => {
    await cli("call", "proxies.select", '{"group":"Proxy","body":{"name":"DIRECT"}}');
    const { status, stdout } = await cli("do", "select-node", '{"group":"Proxy","node":"♻️ Auto"}');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ was: "DIRECT", now: "♻️ Auto", applied: true });
    expect((await cli("do", "restart-core")).status).toBe(0);
  });
});

describe("watch", () => {
  test.each(["traffic", "connections", "traffic.stream"])(
    "prints one line per frame of %s and ends with 0 on SIGINT",
    async (stream) => {
      const watch = startCli(["watch", stream], { POINTSMAN_CONTROLLER: simulator.url, POINTSMAN_SECRET: secret });
      const line = await watch.nextLine();
      expect(JSON.parse(line)).toEqual(expect.any(Object));
      watch.kill("SIGINT");
      expect(await watch.ended).toMatchObject({ status: 0, stderr: "" });
    },
  );

  test("changes tell of a switch made elsewhere", async () => {
    await cli("call", "proxies.select", '{"group":"Proxy","body":{"name":"DIRECT"}}');
    const watch = startCli(["watch", "changes", '{"parts":["groups"],"everyMs":500}'], {
      POINTSMAN_CONTROLLER: simulator.url,
      POINTSMAN_SECRET: secret,
    });
    const seen: string[] = [];
    const reading = (async () => {
      while (!seen.some((line) => line.includes("group-selected"))) seen.push(await watch.nextLine());
    })();
    // Nothing tells when the first picture is complete, so the switch is thrown to and fro until one is seen.
    const nodes = ["♻️ Auto", "DIRECT"];
    await expect
      .poll(
        async () => {
          nodes.reverse();
          await cli("call", "proxies.select", JSON.stringify({ group: "Proxy", body: { name: nodes[0] } }));
          return seen.at(-1) ?? "";
        },
        { timeout: 30_000, interval: 700 },
      )
      .toContain("group-selected");
    await reading;
    expect(JSON.parse(seen.at(-1) ?? "")).toMatchObject({ type: "group-selected", group: "Proxy" });
    watch.kill("SIGTERM");
    expect(await watch.ended).toMatchObject({ status: 0 });
  });

  test("a reader that has seen enough is no mistake", async () => {
    const watch = startCli(["watch", "traffic"], { POINTSMAN_CONTROLLER: simulator.url, POINTSMAN_SECRET: secret });
    await watch.nextLine();
    watch.closeStdout();
    expect(await watch.ended).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("which core is meant", () => {
  test("the config's, by name where it has several; flags and environment win", async () => {
    const file = path.join(folder, "several.yaml");
    writeFileSync(path.join(folder, "secret"), `${secret}\n`);
    writeFileSync(
      file,
      `controllers:\n  dead: { url: "http://127.0.0.1:1" }\n  home: { url: "${simulator.url}", secret-file: secret, policy: none }\ntelegram: { token: "\${NOT_SET}" }\n`,
    );
    expect((await runCli(["call", "version.get", "--config", file, "--controller", "home"])).status).toBe(0);
    expect((await runCli(["do", "flush-dns", "--config", file, "--controller", "home"])).status).toBe(0);
    expect(
      (
        await runCli(["call", "version.get", "--config", file], {
          POINTSMAN_CONTROLLER: "home",
          POINTSMAN_SECRET: "wrong",
        })
      ).stderr,
    ).toMatch(/^unauthorized: /);
    expect((await runCli(["call", "version.get", "--config", file])).stderr).toContain(
      "choose one of dead, home with --controller",
    );
    expect((await runCli(["call", "version.get", "--config", file, "--controller", "hme"])).stderr).toContain(
      'did you mean "home"?',
    );
    expect((await runCli(["call", "version.get", "--controller", "home"])).stderr).toContain("must be an address");
  });

  test("a secret from a file, but not twice", async () => {
    const file = path.join(folder, "secret");
    writeFileSync(file, `${secret}\n`);
    expect((await runCli(["call", "version.get", "--controller", simulator.url, "--secret-file", file])).status).toBe(
      0,
    );
    expect((await runCli(["call", "version.get", "--secret-file", file, "--secret", "x"])).stderr).toContain(
      "not both",
    );
  });
});

describe("lists", () => {
  test("endpoints and operations as JSON hold every row and operation", async () => {
    const rows = JSON.parse((await cli("endpoints", "--json")).stdout) as { id: string }[];
    const operations = JSON.parse((await cli("operations", "--json")).stdout) as { id: string; input: object }[];
    expect(rows.map(({ id }) => id)).toContain("proxies.select");
    expect(rows.length).toBeGreaterThan(45);
    expect(operations.find(({ id }) => id === "select-node")?.input).toMatchObject({ required: ["group", "node"] });
  });

  test("help, version and the plain lists are for people", async () => {
    expect((await cli("help")).stdout).toContain("pointsman call ROW");
    expect((await cli()).stdout).toContain("pointsman call ROW");
    expect((await cli("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await cli("operations")).stdout).toContain("select-node");
    expect((await cli("endpoints")).stdout).toContain("/proxies/{group}");
  });
});
