import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

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

/** Files that take minutes: begun last, each would run on by itself when all others are done. */
const longest = [
  "pointsman/test/mqtt-house/real-core.test.ts",
  "telegram-bot/test/crawler.test.ts",
  "node-red-nodes/test/dialogs.test.ts",
  "pointsman/test/mqtt-house/simulator.test.ts",
  "node-red-nodes/test/editor.test.ts",
  "pointsman/test/faults/memory.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((each) => moduleId.endsWith(each));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // Two more than the cores of the smallest machine: whoever talks to neighbours mostly waits for them.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      project("unit", ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"], 60_000),
      project("integration", ["packages/*/test/**/*.test.ts"], 180_000),
      project("contract", ["packages/*/contract/**/*.contract.ts"], 180_000),
    ],
  },
});
