import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const cli = fileURLToPath(new URL("cli.ts", import.meta.url));

function run(...args: string[]) {
  const child = spawn(process.execPath, ["--conditions=@pointsman/source", cli, ...args], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, POINTSMAN_WRAPPED: "1" },
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => {
      output[stream] += chunk;
    });
  }
  return { child, output };
}

interface Line {
  readonly url: string;
  readonly control: string | null;
  readonly telegram: string | null;
}

async function started(...args: string[]) {
  const { child, output } = run(...args);
  await once(child.stdout ?? child, "data");
  return { child, line: JSON.parse(output.stdout) as Line };
}

describe("pointsman-simulator", () => {
  it("prints one line when it listens, and ends on SIGTERM", async () => {
    const { child, line } = await started("--port", "0", "--control-port", "0", "--scenario", "empty", "--secret", "s");
    expect((await fetch(`${line.url}/version`)).status).toBe(401);
    expect((await fetch(`${line.control}/world`)).status).toBe(200);
    expect(line.telegram).toBeNull();
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("ends when its wrapper is gone", async () => {
    const { child } = await started("--port", "0", "--scenario", "empty");
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it.each([
    [["--port", "99999"], "--port must be a number from 0 to 65535, not 99999"],
    [["--scenario", "moon"], "--scenario must be one of home, many, hostile, empty, not moon"],
    [["--profile", "new"], "--profile must be one of current, old, not new"],
    [["--config", "none.yaml"], "--config none.yaml: there is no such file"],
    [["--config", "a", "--scenario", "home"], "--config and --scenario exclude each other"],
    [["--nope"], "Unknown option '--nope'"],
  ])("refuses %j with one sentence and the usage", async (args, sentence) => {
    const { child, output } = run(...args);
    expect((await once(child, "close"))[0]).toBe(2);
    expect(output.stderr).toContain(sentence);
    expect(output.stderr).toContain("pointsman-simulator --port P");
    expect(output.stderr).not.toContain("    at ");
  });
});
