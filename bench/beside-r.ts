import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Table } from "#app/platform/statistics/matrix.ts";
import { seconds } from "./figure.ts";

/** What R is given: eight minutes and 6 GB, so that the bench ends on a machine where somebody else works too. */
const PATIENCE_MS = 480_000;
const MEMORY_KB = 6 * 1024 * 1024;

interface Reference {
  readonly seconds: number;
  readonly version: string;
}

export function beside(ours: number, reference: Reference | string, what: string) {
  if (typeof reference === "string")
    return { reference: `${reference} ${what}`.trim(), mesure: seconds(ours) };
  return {
    reference: `FactoMineR ${reference.version} ${what} : ${seconds(reference.seconds)}`,
    mesure: `${seconds(ours)}, soit ${(reference.seconds / ours).toFixed(1)} fois plus vite`,
  };
}

/** What R takes, or the reason why it says nothing. */
export async function inR(
  { rows, columns }: Table,
  step: "pca" | "tree" | "groups",
): Promise<Reference | string> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-"));
  try {
    const file = join(folder, "table.bin");
    await writeFile(file, Buffer.concat(columns.map((values) => Buffer.from(values.buffer))));
    const script = join(import.meta.dirname, "analysis.r");
    const limited = `ulimit -v ${MEMORY_KB}; exec Rscript "$@"`;
    const args = [script, file, String(rows), String(columns.length), step];
    const { stdout } = await promisify(execFile)("sh", ["-c", limited, "sh", ...args], {
      timeout: PATIENCE_MS,
    });
    return JSON.parse(stdout) as Reference;
  } catch (error) {
    const { code, killed, message } = error as { code?: unknown; killed?: boolean; message: string };
    if (code === 127) return "R absent";
    if (/there is no package called/.test(message)) return "R absent (FactoMineR)";
    if (/cannot allocate/.test(message)) return "R : plus de 6 Go de mémoire demandés par";
    if (killed) return "R : sans réponse en huit minutes pour";
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
