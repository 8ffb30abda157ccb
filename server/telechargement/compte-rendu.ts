import { basename } from "node:path";
import { civilDay } from "#app/platform/clock/clock.ts";
import { formatDate, formatTaille, pluriel } from "#app/platform/format/format.ts";
import type { JeuDuPortail } from "#app/referentiel/imports/datasets/portail.ts";
import type { Resultat } from "./telechargement.ts";

/** 0: everything is there; 1: something is missing. */
export function statusOf(resultats: readonly Resultat[]): number {
  return resultats.every(isLa) ? 0 : 1;
}

const isLa = ({ etat }: Resultat): boolean => etat === "telecharge" || etat === "inchange";

/** What a person reads at the end. */
export function textOf(resultats: readonly Resultat[], dossier: string): string {
  const lines = resultats.flatMap((resultat) => [
    `${resultat.id} : ${sentenceOf(resultat)}`,
    ...resultat.avertissements.map((text) => `    À vérifier : ${text}`),
  ]);
  const count = (etat: Resultat["etat"]) => resultats.filter((resultat) => resultat.etat === etat).length;
  const missing = count("echec") + count("non_tente");
  lines.push(
    "",
    `${pluriel(count("telecharge"), "fichier téléchargé", "fichiers téléchargés")}, ${pluriel(count("inchange"), "inchangé")}, ${pluriel(missing, "manquant")}, dans ${dossier}.`,
  );
  if (resultats.some(isLa))
    lines.push(
      `Pour les importer : npm run importer -- ${dossier}`,
      "Chaque fichier est accompagné de son origine (.source.json) : gardez-les ensemble, la licence demande de citer la source.",
    );
  return `${lines.join("\n")}\n`;
}

function sentenceOf({ etat, fichier, source, motif }: Resultat): string {
  if (etat === "non_tente") return "non tenté, pour la même raison.";
  if (!source || fichier === undefined) return `échec. ${motif}`;
  const since = source.donnees_le && formatDate(civilDay(new Date(source.donnees_le)));
  if (etat === "inchange")
    return `déjà là, inchangé sur le portail depuis le ${since} (${basename(fichier)}).`;
  const of = since ? `, données du ${since}` : "";
  return `${pluriel(source.lignes, "ligne")}, ${formatTaille(source.taille)}${of} (${basename(fichier)}).`;
}

/** The catalogue, for `--liste`. */
export function listOf(jeux: readonly JeuDuPortail[]): string {
  const width = Math.max(...jeux.map(({ jeu }) => jeu.length));
  return jeux
    .map(({ jeu, id, libelle }) => `${jeu.padEnd(width)}  ${id}\n${" ".repeat(width)}  ${libelle}\n`)
    .join("");
}
