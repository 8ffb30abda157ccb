import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A clone has no durations yet, and the size of a file says little: these come first, so that none is left for the end. */
const LONGEST =
  /\/(?:architecture\/matrice|tests\/epreuves\/arrets-brutaux|tests\/donnees-reelles|e2e\/accessibilite\/)/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const order = ({ moduleId, project }: TestSpecification) =>
      2 * project.config.sequence.groupOrder + (LONGEST.test(moduleId) ? 0 : 1);
    return sorted.toSorted((a, b) => order(a) - order(b));
  }
}

/**
 * Not built on vite.config.ts: the React Router plugin rewrites pages in a way that only its own server understands.
 * Pages are tested through the built handler instead. `#app/*` comes from the `imports` of package.json.
 */
const common = {
  globalSetup: ["./tests/setup.ts"],
  setupFiles: ["./tests/silence.ts", "./tests/network.ts"],
  environment: "node",
  // Some tests change the effective account or the umask, which worker threads cannot.
  pool: "forks" as const,
  // A clone of the template and its first connections, on a machine busy with everything else.
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: "tests",
          include: ["{app,server,tests,architecture,bench}/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
          // Vitest leaves a core to itself, half of a machine of two, where it has little to do.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: "e2e",
          include: ["e2e/**/*.spec.ts"],
          testTimeout: 60_000,
          // Each journey is a server and a browser: more than two starve one another on two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
