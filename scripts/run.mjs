// The door of the workspace: runs on any Node >= 20, brings the pinned pnpm and Node.js, then starts the task on that Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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
  smoke: "scripts/smoke.ts",
  pointsman: "packages/pointsman/src/cli.ts",
  simulator: "packages/simulator/src/cli.ts",
};

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, task ?? "")) {
  console.error(`Unknown task ${task ?? "(none)"}; choose one of ${Object.keys(tasks).join(", ")}.`);
  process.exit(2);
}

install();
start(path.join(root, tasks[task]));

/** Installs once per lock file. All output goes to stderr: stdout belongs to the task. */
function install() {
  const digest = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    digest.update(readFileSync(path.join(root, file)));
  const wanted = digest.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  console.error(`Installing with ${packageManager} (first start, or the lock file changed) …`);
  // `npx` on Windows is a .cmd file, which Node starts only through a shell.
  const done = spawnSync("npx", ["--yes", packageManager, "install", "--frozen-lockfile", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) {
    console.error(
      "The installation failed: see the lines above. A network that reaches the npm registry is needed once.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Starts the task; forwards signals; ends it when our own parent dies (a killed `npm run` tells nobody). */
function start(file) {
  const node = path.join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  const flags = ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning", "--enable-source-maps"];
  const child = spawn(node, [...flags, file, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // A task that watches the channel ends itself when this wrapper is killed without a chance to forward anything.
    env: { ...process.env, POINTSMAN_WRAPPED: "1", INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
  });
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`The pinned Node.js could not be started: ${error.message}. Remove node_modules and try again.`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    clearInterval(watch);
    // The exit status a shell would show for a signal.
    process.exit(code ?? (signal === "SIGINT" ? 130 : 143));
  });
}
