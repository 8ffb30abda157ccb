import { format } from "node:util";
import { afterAll, afterEach, beforeEach } from "vitest";

/**
 * A warning that nobody reads hides the next one: whatever reaches console.error or console.warn fails the test,
 * unless the test says that it expects it. The console is replaced, not spied, so that `vi.restoreAllMocks` does not
 * bring the noise back.
 */
interface Silence {
  said: string[];
  expected: RegExp[];
}
const silence: Silence = { said: [], expected: [] };
// Reached from tests/expect-console.ts, which must not load this file a second time.
Object.assign(globalThis, { ancrageSilence: silence });

for (const level of ["error", "warn"] as const) {
  console[level] = (...parts: unknown[]) => {
    silence.said.push(`console.${level}: ${format(...parts)}`);
  };
}

function verify(): void {
  const { said, expected } = silence;
  silence.said = [];
  silence.expected = [];
  const unexpected = said.filter((line) => !expected.some((pattern) => pattern.test(line)));
  if (unexpected.length > 0) throw new Error(`Unexpected output:\n${unexpected.join("\n")}`);
  const missing = expected.filter((pattern) => !said.some((line) => pattern.test(line)));
  if (missing.length > 0) throw new Error(`Expected on the console and not said: ${missing.join(", ")}`);
}

// What importing the file said is checked before its first test; what the end of the file said, after the last.
beforeEach(verify);
afterEach(verify);
afterAll(verify);
