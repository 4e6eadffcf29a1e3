import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { type EmbeddedBroker, startEmbeddedBroker } from "@pointsman/simulator/testing";
import { expect, onTestFinished, test } from "vitest";
import { startCli } from "./cli-process.ts";

interface Answer {
  readonly status: string;
  readonly transaction?: string;
  readonly data?: unknown;
  readonly error?: unknown;
}

const group = "🎬 Streaming";
const first = "🇭🇰 HK 01 | x1.0";
const second = "🇭🇰 HK 02 | x1.0";

/** Resolves with the next payload of a topic that fits. */
function heard(broker: EmbeddedBroker, topic: string, fits: (payload: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    const end = broker.onMessage((at, payload) => {
      if (at !== topic || !fits(payload)) return;
      end();
      resolve(payload);
    });
  });
}

let asked = 0;

async function ask(broker: EmbeddedBroker, operation: string, input: object = {}): Promise<Answer> {
  const transaction = `t${(asked += 1)}`;
  const answer = heard(broker, `pointsman/home/response/${operation}`, (payload) =>
    payload.includes(`"${transaction}"`),
  );
  await broker.publish(`pointsman/home/request/${operation}`, JSON.stringify({ ...input, transaction }));
  return JSON.parse(await answer) as Answer;
}

/** A house with a core and a broker that outlive the app; the app can be started and killed. */
async function house() {
  const core = await startSimulator({ scenario: "home", life: false });
  onTestFinished(() => core.stop());
  const broker = await startEmbeddedBroker();
  onTestFinished(() => broker.stop());
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-undo-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, "pointsman.yaml");
  const lines = [`controllers: { home: { url: "${core.url}" } }`, `mqtt: { url: "${broker.url}" }`, "ledger: off"];
  writeFileSync(config, lines.join("\n"));
  const start = async () => {
    const online = heard(broker, "pointsman/home/state", (payload) => payload === "online");
    const app = startCli(["run", "--config", config]);
    await Promise.race([online, app.ended.then(({ stderr }) => Promise.reject(new Error(`The app ended: ${stderr}`)))]);
    return app;
  };
  const kill = async (app: Awaited<ReturnType<typeof start>>): Promise<void> => {
    app.kill("SIGKILL");
    await app.ended;
  };
  const inUse = (): string => core.world.group(group)!.current().name;
  return { core, broker, state: path.join(folder, "data"), start, kill, inUse };
}

test("what was done is put back after the app was killed, until somebody else has changed it", async () => {
  const { core, broker, start, kill, inUse } = await house();
  const before = inUse();
  const app = await start();
  for (const node of [first, second, first])
    expect(await ask(broker, "select-node", { group, node })).toMatchObject({ status: "ok" });
  await kill(app);

  const next = await start();
  expect(await ask(broker, "undo")).toMatchObject({ status: "ok", data: { rows: [{ was: first, now: second }] } });
  expect(inUse()).toBe(second);
  await kill(next);

  // Nobody asked us.
  core.world.select(core.world.group(group)!, before);
  const last = await start();
  expect(await ask(broker, "undo")).toMatchObject({
    status: "error",
    error: { code: "rejected", reason: "changed-meanwhile" },
  });
  expect(inUse()).toBe(before);
  last.kill("SIGTERM");
  expect(await last.ended).toMatchObject({ status: 0, stderr: "" });
});

test("a damaged memory is kept beside and told in one line, and the app remembers anew", async () => {
  const { broker, state, start, kill, inUse } = await house();
  const before = inUse();
  const app = await start();
  await ask(broker, "select-node", { group, node: first });
  await kill(app);
  const file = path.join(state, "undo.json");
  writeFileSync(file, readFileSync(file, "utf8").slice(0, -9));

  const next = await start();
  expect(existsSync(`${file}.damaged`)).toBe(true);
  expect(await ask(broker, "undo")).toMatchObject({ status: "error", error: { code: "not-found" } });
  await ask(broker, "select-node", { group, node: second });
  expect(await ask(broker, "undo")).toMatchObject({ status: "ok", data: { rows: [{ was: second, now: first }] } });
  expect(inUse()).not.toBe(before);
  next.kill("SIGTERM");
  const { stdout } = await next.ended;
  expect(stdout.match(/warn undo: .*kept as undo\.json\.damaged/g)).toHaveLength(1);
});
