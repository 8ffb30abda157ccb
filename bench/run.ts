import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { measureAnalysis } from "./analysis.ts";
import { measureCalcul } from "./calcul.ts";
import { measureCsv } from "./csv.ts";
import { type Figure, seconds } from "./figure.ts";
import { measureJournal } from "./journal.ts";
import { measureMeanwhile } from "./meanwhile.ts";
import { measurePages } from "./pages.ts";
import { measureStart } from "./start.ts";
import { measureWeight } from "./weight.ts";
import { createWorld, ROOT, STRUCTURES } from "./world.ts";

/**
 * `npm run bench`: measures every figure of `docs/performance.md` in one run, prints them, and with `--ecrire` keeps
 * them there. Ratios are what counts: absolute times depend on the machine.
 */
const figures: Figure[] = [...(await measureStart()), ...(await measureAnalysis())];
const world = await createWorld();
try {
  figures.push({
    quoi: `import de l'académie fictive à ${STRUCTURES} structures, cinq fichiers, références comprises`,
    reference: "",
    mesure: seconds(world.importSeconds),
    but: "en tâche de fond",
  });
  figures.push(...(await measureCsv(world)), ...(await measurePages(world)), ...(await measureWeight(world)));
  figures.push(await measureCalcul(world), await measureMeanwhile(world));
  // Last: a million lines of the journal are not those of the pages.
  figures.push(...(await measureJournal(world)));
} finally {
  await world.close();
}
const page = render(figures);
process.stdout.write(page);
if (process.argv.includes("--ecrire")) await writeFile(join(ROOT, "docs/performance.md"), page);

function render(rows: readonly Figure[]): string {
  const commit = execFileSync("git", ["-C", ROOT, "rev-parse", "--short", "HEAD"], {
    encoding: "utf8",
  }).trim();
  const when = new Date().toISOString().slice(0, 10);
  const table = rows.map(
    ({ quoi, reference, mesure, but }) => `| ${quoi} | ${reference} | ${mesure} | ${but} |`,
  );
  return `# Mesures

Dernière mesure : ${when}, révision ${commit}, ${cpus().length} cœurs. À refaire par \`npm run bench -- --ecrire\`.
Un rapport se mesure dans la même exécution que sa référence ; un temps absolu n'est qu'un ordre de grandeur.

| quoi | référence | mesure | but |
| --- | --- | --- | --- |
${table.join("\n")}
`;
}
