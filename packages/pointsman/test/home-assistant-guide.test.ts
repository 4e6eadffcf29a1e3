import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { freePort, peer, startProgram } from "@pointsman/simulator/testing";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../mqtt-bridge/test/listener.ts";
import { runCli, startCli } from "./cli-process.ts";

const guide = readFileSync(path.join(import.meta.dirname, "../../../docs/guide/home-assistant.md"), "utf8");
const passwords = { pointsman: "one", homeassistant: "two" } as const;
const coreSecret = "three";

/** Blocks of the guide in one language, as people copy them. */
function blocks(language: string): string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, text = ""]) => text);
}

/** Everybody may look into it: a broker that root started becomes another user. */
function openFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-guide-"));
  chmodSync(folder, 0o755);
  mkdirSync(path.join(folder, "conf.d"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs the commands of the guide that make files, in a folder of the test's instead of the machine's. */
function makeFiles(folder: string): void {
  const lines = blocks("sh").join("").split("\n");
  for (const line of lines.filter((each) => each.startsWith("mosquitto_passwd"))) {
    const [command = "", ...words] = line.split(" ").map((word) => word.replace("/etc/mosquitto", folder));
    const password = passwords[words.at(-1) as keyof typeof passwords];
    execFileSync(command, words, { input: `${password}\n${password}\n`, stdio: ["pipe", "ignore", "inherit"] });
  }
  const secrets = lines.filter((each) => /^(printf|chmod) /.test(each)).join("\n");
  const filled = secrets
    .replace("password of pointsman", passwords.pointsman)
    .replace("secret of the core", coreSecret);
  execFileSync("sh", ["-ec", filled], { cwd: folder });
}

test.runIf(peer("mosquitto"))(
  "the guide leads to a dashboard: each of its commands and files does what it says",
  async () => {
    const folder = openFolder();
    const [port, core] = [await freePort(), await startSimulator({ scenario: "home", secret: coreSecret })];
    onTestFinished(() => core.stop());
    makeFiles(folder);
    expect(statSync(path.join(folder, "core-secret")).mode & 0o777).toBe(0o600);
    const [acl = "", listener = ""] = blocks("text");
    const conf = path.join(folder, "conf.d", "house.conf");
    writeFileSync(path.join(folder, "acl"), acl);
    writeFileSync(
      conf,
      listener.replaceAll("/etc/mosquitto", folder).replace("listener 1883", `listener ${port} 127.0.0.1`),
    );
    const broker = startProgram({ command: peer("mosquitto")?.path ?? "", args: ["-c", conf] });
    onTestFinished(() => broker.stop());
    await broker.line(/mosquitto version \S+ running/, 20_000);

    const [main = "", rules = ""] = blocks("yaml");
    const config = path.join(folder, "pointsman.yaml");
    const [, more = ""] = /home-assistant:\n([^]*)/.exec(rules) ?? [];
    const inBlock = main.replace(
      / home-assistant: \{ language: en \}.*\n/,
      ` home-assistant:\n    language: en\n${more}`,
    );
    expect(inBlock).toContain("internet:");
    writeFileSync(
      config,
      inBlock.replace("http://192.168.1.1:9090", core.url).replace("broker.lan:1883", `127.0.0.1:${port}`),
    );
    const commands = blocks("sh")
      .join("")
      .split("\n")
      .filter((line) => line.startsWith("npx pointsman "));
    const words = (name: string): string[] =>
      (commands.find((line) => line.includes(name)) ?? "").replace("pointsman.yaml", config).split(" ").slice(2);

    const { findings } = JSON.parse((await runCli(words(" doctor"))).stdout) as {
      findings: readonly { readonly about: string; readonly level: string }[];
    };
    expect(findings.filter(({ level }) => level === "error")).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ about: "mqtt", level: "ok" }));

    const homeAssistant = await listen(`mqtt://127.0.0.1:${port}`, ["pointsman/#", "homeassistant/#"], {
      username: "homeassistant",
      password: passwords.homeassistant,
      protocolVersion: 5,
    });
    onTestFinished(() => homeAssistant.stop());
    const app = startCli(words(" run"));
    await homeAssistant.hears(
      ({ topic }) => topic.startsWith("homeassistant/device/pointsman_home_groups"),
      "the device",
    );
    await homeAssistant.hears(({ topic }) => topic.endsWith("/now"), "a group's state");
    expect((await runCli(words(" mqtt dashboard"))).stdout).toMatch(/^views:\n[^]*select\.pointsman_home/);
    app.kill("SIGTERM");
    expect(await app.ended).toMatchObject({ status: 0 });
    const purged = JSON.parse((await runCli(words(" mqtt purge"))).stdout) as { emptied: number; refused: string[] };
    expect(purged.emptied).toBeGreaterThan(20);
    expect(purged.refused).toEqual([]);
  },
);
