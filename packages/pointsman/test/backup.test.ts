import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { lockState } from "../src/state/state-lock.ts";
import { runCli, startCli } from "./cli-process.ts";

let folder: string;
let config: string;
let state: string;
let archive: string;

beforeEach(() => {
  const made = makeTemporaryFolder("backup");
  onTestFinished(() => made.remove());
  folder = made.path;
  config = path.join(folder, "pointsman.yaml");
  state = path.join(folder, "state");
  archive = path.join(folder, "saved.tar.gz");
  writeFileSync(config, 'controllers: { home: { url: "http://127.0.0.1:1", secret: hunter2 } }\nstate-dir: state\n');
});

/** A state as an app leaves it, with a database that somebody still writes. */
function fillState(): DatabaseSync {
  mkdirSync(path.join(state, "telegram"), { recursive: true });
  writeFileSync(path.join(state, "instance.json"), '{"version":1,"id":"abc"}');
  writeFileSync(path.join(state, "telegram", "chats.json"), "[1001]");
  writeFileSync(path.join(state, "audit.jsonl"), '{"v":1}\n{"v":1}\n{"half');
  writeFileSync(path.join(state, "ledger.db.lock"), "");
  const database = new DatabaseSync(path.join(state, "ledger.db"));
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE seen (bytes INTEGER); INSERT INTO seen VALUES (42)");
  return database;
}

const backup = (...more: string[]) => runCli(["backup", archive, "--config", config, ...more]);
const restore = (file = archive) => runCli(["restore", file, "--config", config]);

/** The bytes of the ledger in the state. */
function ledgerBytes(): unknown {
  const database = new DatabaseSync(path.join(state, "ledger.db"), { readOnly: true });
  try {
    return database.prepare("SELECT sum(bytes) AS bytes FROM seen").get()?.["bytes"];
  } finally {
    database.close();
  }
}

describe("backup and restore", () => {
  test("bring a state back as it was at that moment, and keep the one that was there", async () => {
    const database = fillState();
    const { status, stdout, stderr } = await backup();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      file: archive,
      bytes: statSync(archive).size,
      files: ["state/audit.jsonl", "state/instance.json", "state/ledger.db", "state/telegram/chats.json"],
    });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(["pointsman.yaml", "saved.tar.gz", "state"]);

    database.exec("INSERT INTO seen VALUES (1000)");
    database.close();
    writeFileSync(path.join(state, "instance.json"), "changed");
    const restored = await restore();
    expect({ status: restored.status, stderr: restored.stderr }).toEqual({ status: 0, stderr: "" });
    expect(ledgerBytes()).toBe(42);
    expect(readFileSync(path.join(state, "instance.json"), "utf8")).toBe('{"version":1,"id":"abc"}');
    expect(readFileSync(path.join(state, "audit.jsonl"), "utf8")).toBe('{"v":1}\n{"v":1}\n');
    expect(readFileSync(path.join(state, "telegram", "chats.json"), "utf8")).toBe("[1001]");
    const { before } = JSON.parse(restored.stdout) as { before: string };
    expect(readFileSync(path.join(before, "instance.json"), "utf8")).toBe("changed");
    expect(readdirSync(state).filter((name) => name.startsWith(".restore"))).toEqual([]);
  });

  test("the archive is one that every tar reads", async () => {
    fillState();
    await backup();
    const { stdout, status } = spawnSync("tar", ["tzf", archive], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout.split("\n")).toEqual(expect.arrayContaining(["manifest.json", "state/ledger.db"]));
  });

  test("restore refuses while an app works with the state, and touches nothing", async () => {
    fillState().close();
    await backup();
    writeFileSync(path.join(state, "instance.json"), "changed");
    const lock = lockState(state);
    const { status, stderr } = await restore();
    lock.release();
    expect(status).toBe(1);
    expect(stderr).toBe(`busy: Another pointsman works with the state in ${state}: stop it first.\n`);
    expect(readFileSync(path.join(state, "instance.json"), "utf8")).toBe("changed");
  });

  test.each([
    ["cut off", () => truncateSync(archive, statSync(archive).size - 40), "is no backup, or is damaged"],
    ["something else", () => writeFileSync(archive, gzipSync(Buffer.alloc(2048, 7))), "is no backup, or is damaged"],
    ["no archive at all", () => writeFileSync(archive, "hello"), "is no backup, or is damaged"],
    ["an empty tar", () => writeFileSync(archive, gzipSync(Buffer.alloc(1024))), "is no backup, or is damaged"],
    ["not there", () => rmSync(archive), "does not exist"],
  ])("an archive that is %s changes nothing", async (_, spoil, sentence) => {
    fillState().close();
    await backup();
    spoil();
    const { status, stdout, stderr } = await restore();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(`rejected: ${archive} ${sentence}; nothing was changed.\n`);
    expect(ledgerBytes()).toBe(42);
    expect(readdirSync(state).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("a file that is not what the manifest says is found out", async () => {
    fillState().close();
    await backup();
    const inside = path.join(folder, "inside");
    mkdirSync(inside);
    spawnSync("tar", ["xzf", archive, "-C", inside]);
    appendFileSync(path.join(inside, "state", "instance.json"), " ");
    spawnSync("tar", ["czf", archive, "--format=ustar", "-C", inside, "manifest.json", "state/instance.json"]);
    const { status, stderr } = await restore();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^rejected: .*(is damaged: state\/instance\.json is not what was saved|lacks )/);
  });

  test("the config goes along when asked, its secrets only when asked for by name", async () => {
    fillState().close();
    expect(await backup("--with-config")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("the config holds secrets itself: give --with-secrets"),
    });
    mkdirSync(path.join(folder, "secrets"));
    writeFileSync(path.join(folder, "secrets", "core"), "hunter2");
    writeFileSync(
      config,
      'controllers: { home: { url: "http://127.0.0.1:1", secret-file: secrets/core } }\nstate-dir: state\n',
    );
    expect(JSON.parse((await backup("--with-config")).stdout)).toMatchObject({
      files: expect.not.arrayContaining(["config/secrets/core"]),
    });
    rmSync(archive);
    const saved = JSON.parse((await backup("--with-secrets")).stdout) as { files: string[] };
    expect(saved.files).toEqual(expect.arrayContaining(["config/pointsman.yaml", "config/secrets/core"]));

    // A new machine: nothing but the archive.
    for (const name of ["pointsman.yaml", "secrets", "state"]) rmSync(path.join(folder, name), { recursive: true });
    expect(await restore()).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(path.join(folder, "secrets", "core"), "utf8")).toBe("hunter2");
    expect(statSync(path.join(folder, "secrets", "core")).mode & 0o777).toBe(0o600);
    expect(ledgerBytes()).toBe(42);
    expect((await runCli(["check", "--config", config])).status).toBe(0);
  });

  test("a backup beside the running app can be taken, and an archive is never overwritten", async () => {
    const service = startCli(["run", "--config", config]);
    onTestFinished(() => service.kill("SIGKILL"));
    await service.lineWith("ready");
    expect(await backup()).toMatchObject({ status: 0, stderr: "" });
    expect(await backup()).toMatchObject({ status: 2, stderr: expect.stringContaining("is there already") });
    expect(await restore()).toMatchObject({ status: 1, stderr: expect.stringContaining("busy: ") });
    service.kill("SIGTERM");
    await service.ended;
    expect(await restore()).toMatchObject({ status: 0, stderr: "" });
  });

  test("says what is missing", async () => {
    expect(await runCli(["backup", "--config", config])).toMatchObject({ status: 2 });
    expect(await runCli(["restore", "--config", config])).toMatchObject({ status: 2 });
    expect(await backup()).toMatchObject({ status: 2, stderr: expect.stringContaining("there is no state") });
    expect(existsSync(archive)).toBe(false);
  });
});
