import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BotApi, startBotApi, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./tools.ts";

const house = `
mode: rule
proxies: [{ name: HK 01, type: socks5, server: 127.0.0.1, port: 1 }]
proxy-groups: [{ name: Proxy, type: select, proxies: [DIRECT, HK 01] }]
rules: ["MATCH,Proxy"]
`;

// What a README shows must run as it stands, but for addresses and the secret.
describe("the programs in the READMEs", () => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  let telegram: BotApi;
  let folder: string;
  beforeAll(async () => {
    simulator = await startSimulator({ config: house, secret: "your-secret" });
    telegram = await startBotApi({ token: "123456789:your-bot-token-from-BotFather" });
    // Inside the workspace, so that the packages are found as a reader's would be.
    folder = mkdtempSync(path.join(root, ".cache-readme-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([simulator.stop(), telegram.stop()]);
  });

  it.each([
    "README.md",
    "packages/core/README.md",
    "packages/mqtt-bridge/README.md",
    "packages/simulator/README.md",
    "packages/telegram-bot/README.md",
  ])("%s runs", async (readme) => {
    const blocks = [...readFileSync(path.join(root, readme), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
      (match) => match[1] ?? "",
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const [index, block] of blocks.entries()) {
      const file = path.join(folder, `${readme.replaceAll(/\W/g, "-")}-${index}.ts`);
      writeFileSync(
        file,
        block
          .replaceAll("http://127.0.0.1:9090", simulator.url)
          .replaceAll('secret: "…"', 'secret: "your-secret"')
          .replaceAll("config: { token:", `config: { "api-root": "${telegram.url}", token:`),
      );
      const done = await runProgram(file);
      expect(done, done.stderr).toMatchObject({ status: 0 });
    }
  });
});

/** Beside the simulator, which answers from this very thread: so not by a call that blocks it. */
function runProgram(file: string): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(
    process.execPath,
    ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning", file],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
}
