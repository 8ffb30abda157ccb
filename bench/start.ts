import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfNeeded } from "#server/build.ts";
import { type Figure, seconds } from "./figure.ts";
import { ROOT } from "./world.ts";

/** From the command to the first page answered, on an empty folder, then on the same folder again. */
export async function measureStart(): Promise<Figure[]> {
  await buildIfNeeded(ROOT);
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-start-"));
  try {
    const first = await timeStart(folder);
    const next = await timeStart(folder);
    return [
      {
        quoi: "démarrage sur un dossier vide, jusqu'à la première page",
        reference: "",
        mesure: seconds(first),
        but: "≤ 15 s",
      },
      { quoi: "démarrage suivant", reference: "", mesure: seconds(next), but: "≤ 3 s" },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeStart(folder: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "server/start.ts")], {
    env: { ...process.env, ANCRAGE_DONNEES: folder, PORT: "0", NIVEAU_JOURNAL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /http:\/\/\S+/.exec(said)?.[0];
    if (!url) continue;
    const response = await fetch(`${url}/connexion`);
    await response.text();
    break;
  }
  const elapsed = (performance.now() - start) / 1000;
  child.kill("SIGTERM");
  await once(child, "exit");
  return elapsed;
}
