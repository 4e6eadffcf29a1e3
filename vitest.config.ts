import { defineConfig } from "vitest/config";

// Beside Vite's own. "import" must not stand here: it reaches Node.js as a flag, and a CommonJS dependency would then load
// the ES module of another.
const source = ["@pointsman/source", "node"];

/**
 * One project per layer: `unit` beside the code, `integration` with neighbours over loopback, `contract` on every core. The
 * timeouts end what hangs; they judge no speed, so a busy machine must not reach them.
 */
function project(name: string, include: string[], testTimeout: number) {
  return {
    resolve: { conditions: source },
    ssr: { resolve: { conditions: source, externalConditions: source } },
    test: {
      name,
      include,
      testTimeout,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 20_000 } },
      environment: "node" as const,
    },
  };
}

export default defineConfig({
  test: {
    // One more than the cores of the smallest machine: whoever talks to neighbours mostly waits for them.
    maxWorkers: 3,
    projects: [
      project("unit", ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"], 60_000),
      project("integration", ["packages/*/test/**/*.test.ts"], 180_000),
      project("contract", ["packages/*/contract/**/*.contract.ts"], 180_000),
    ],
  },
});
