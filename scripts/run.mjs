// The door of the workspace: runs on any Node >= 20, brings the pinned pnpm and Node.js, then starts the task on that Node.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const stamp = path.join(root, "node_modules", ".pointsman-installed");

const tasks = {
  demo: "packages/demo/src/main.ts",
  test: "scripts/test.ts",
  check: "scripts/check.ts",
  fix: "scripts/fix.ts",
  build: "scripts/build.ts",
  bench: "bench/main.ts",
  docs: "scripts/docs.ts",
  pictures: "packages/demo/scripts/pictures.ts",
  smoke: "scripts/smoke.ts",
  pointsman: "packages/pointsman/src/cli.ts",
  simulator: "packages/simulator/src/cli.ts",
};

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, task ?? "")) {
  console.error(`Unknown task ${task ?? "(none)"}; choose one of ${Object.keys(tasks).join(", ")}.`);
  process.exit(2);
}

// npm itself: package.json starts us with `exec`, as a shell in between would keep signals to itself.
const parent = process.ppid;
if (isOrphaned()) process.exit(1);
await install();
process.exit(await runTask(path.join(root, tasks[task])));

/** Installs once per lock file. All output goes to stderr: stdout belongs to the task. */
async function install() {
  const digest = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    digest.update(readFileSync(path.join(root, file)));
  const wanted = digest.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  console.error(`Installing with ${packageManager} (first start, or the lock file changed) …`);
  const windows = process.platform === "win32";
  const child = spawn("npx", ["--yes", packageManager, "install", "--frozen-lockfile", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    // `npx` on Windows is a .cmd file, which Node starts only through a shell. Elsewhere a group of its own: what npx
    // starts ends with it.
    shell: windows,
    detached: !windows,
  });
  const status = await supervise(child, (signal) => (windows ? child.kill(signal) : process.kill(-child.pid, signal)));
  // Somebody ended it.
  if (status > 128) process.exit(status);
  if (status !== 0) {
    console.error(
      "The installation failed: see the lines above. A network that reaches the npm registry is needed once.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Starts the task on the pinned Node.js; resolves with its exit status. */
async function runTask(file) {
  const node = path.join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  const flags = ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning", "--enable-source-maps"];
  const child = spawn(node, [...flags, file, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // A task that watches the channel ends itself when this wrapper is killed without a chance to forward anything.
    env: { ...process.env, POINTSMAN_WRAPPED: "1", INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
  });
  child.on("error", (error) =>
    console.error(`The pinned Node.js could not be started: ${error.message}. Remove node_modules and try again.`),
  );
  return await supervise(child, (signal) => child.kill(signal));
}

/** Waits for a child; forwards signals to it, and ends it when whoever started us is gone. Resolves with its exit status. */
function supervise(child, kill) {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = (signal) => {
    try {
      kill(signal);
    } catch {
      // It ended a moment ago.
    }
  };
  const watch = setInterval(() => {
    // A killed npm tells nobody; a process whose parent is gone has another one.
    if (process.ppid !== parent) forward("SIGTERM");
  }, 500);
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve) => {
    const settle = (status) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, forward);
      resolve(status);
    };
    child.once("error", () => settle(1));
    // The exit status a shell would show for a signal.
    child.once("exit", (code, signal) => settle(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** npm was killed before we looked: we belong to the init process, which runs no scripts of packages. */
function isOrphaned() {
  if (process.env.npm_lifecycle_event === undefined) return false;
  try {
    const command = readFileSync(`/proc/${parent}/cmdline`, "utf8");
    return /\bsystemd\b/.test(command) || (parent === 1 && !/\b(npm|node|pnpm|yarn|bun)\b/.test(command));
  } catch {
    // This system does not tell processes as files.
    return parent === 1;
  }
}
