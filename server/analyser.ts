import { isStartRefusal, StartRefusal } from "#app/platform/env/start-refusal.ts";
import { computeAnalyse } from "./analyse/calcul.ts";
import { readDonnees } from "./analyse/lecture.ts";
import { AIDE, readOptions } from "./analyse/options.ts";
import { jsonOf } from "./analyse/rendu-json.ts";
import { textOf } from "./analyse/rendu-texte.ts";

/**
 * `npm run -s analyser -- fichier.csv --id <col> --actives a,b,c …`: principal components and classes of any table, by
 * the engine that the application uses. Needs no database and writes nothing.
 *
 * Exit status: 0, the answer is on standard output; 1, one French sentence on standard error, and nothing else.
 */
try {
  await main();
} catch (error) {
  process.stderr.write(isStartRefusal(error) ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return write([AIDE]);
  const analyse = computeAnalyse(await readDonnees(options), options);
  await write(options.json ? jsonOf(analyse, options) : [textOf(analyse)]);
}

/** As fast as the reader reads; one who stops reading (`| head`) is no fault. */
async function write(pieces: Iterable<string>): Promise<void> {
  // The error also comes to the callback below; without a listener it would end the process first.
  process.stdout.on("error", () => {});
  for (const piece of pieces) {
    const failure = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
      process.stdout.write(piece, resolve);
    });
    if (failure?.code === "EPIPE") return;
    if (failure)
      throw new StartRefusal(
        `Le résultat n'a pas pu être écrit en entier (${failure.code}) : libérez de la place, puis relancez.`,
      );
  }
}
