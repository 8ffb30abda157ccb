/**
 * Announces what the code under test is about to say on console.error or console.warn; the test fails when it does
 * not say it. Holds for the current test.
 *
 * @example expectConsole(/connexion perdue/);
 */
export function expectConsole(pattern: RegExp): void {
  const { ancrageSilence } = globalThis as unknown as { ancrageSilence: { expected: RegExp[] } };
  ancrageSilence.expected.push(pattern);
}
