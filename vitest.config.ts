import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Beside Vite's own. "import" must not stand here: it reaches Node.js as a flag, and a CommonJS dependency would then load
// the ES module of another.
const source = ["@pointsman/source", "node"];

interface Layer {
  readonly testTimeout: number;
  /** A process for each file. Without, a worker keeps what it has loaded, and 500 files take a third of the work. */
  readonly isolate: boolean;
}

/**
 * One project per layer: `unit` beside the code, `integration` with neighbours over loopback, `contract` on every core. The
 * timeouts end what hangs; they judge no speed, so a busy machine must not reach them.
 */
function project(name: string, include: string[], { testTimeout, isolate }: Layer) {
  return {
    resolve: { conditions: source },
    ssr: { resolve: { conditions: source, externalConditions: source } },
    test: {
      name,
      include,
      testTimeout,
      isolate,
      // What a test stubs must not reach the next file of its process.
      unstubEnvs: true,
      unstubGlobals: true,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 20_000 } },
      environment: "node" as const,
    },
  };
}

/** Files that take longest, longest first: begun last, each would run on by itself when all others are done. */
const longest = [
  "telegram-bot/test/crawler/many.test.ts",
  "node-red-nodes/test/dialogs.test.ts",
  "pointsman/test/mqtt-house/real-core.test.ts",
  "pointsman/test/faults/memory.test.ts",
  "node-red-nodes/test/editor.test.ts",
  "pointsman/test/mqtt-house/simulator.test.ts",
  "pointsman/test/bad-input.test.ts",
  "demo/test/ends.test.ts",
  "core/test/alerts.test.ts",
  "telegram-bot/test/crawler/",
  "simulator/contract/",
  "mqtt-bridge/test/orphans.test.ts",
  "mqtt-bridge/test/bridge.test.ts",
  "core/contract/household.contract.ts",
  "telegram-bot/test/walk.test.ts",
  "pointsman/test/command-line.test.ts",
  "pointsman/test/alerts.test.ts",
  "demo/test/",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project: { name } }: TestSpecification): number => {
      const place = longest.findIndex((each) => moduleId.includes(each));
      if (place !== -1) return place;
      // Those that share workers come last, one after the other, so that they do; and they are short enough to end together.
      return name === "unit" ? longest.length + 1 : longest.length;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // Three more than the cores of the smallest machine: whoever talks to neighbours mostly waits for them.
    maxWorkers: 5,
    sequence: { sequencer: LongestFirst },
    projects: [
      project("unit", ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"], { testTimeout: 60_000, isolate: false }),
      project("integration", ["packages/*/test/**/*.test.ts"], { testTimeout: 180_000, isolate: true }),
      project("contract", ["packages/*/contract/**/*.contract.ts"], { testTimeout: 180_000, isolate: true }),
    ],
  },
});
