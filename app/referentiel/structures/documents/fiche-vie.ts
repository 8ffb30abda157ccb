import type { SectionDefinitions } from "#app/platform/documents/sections.ts";
import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import type { CorrectionLue } from "../../corrections/queries.server.ts";
import type { VieStructure } from "../../vie/queries.server.ts";

/** What the structure belongs to, what last happened to it, and the values proposed beside the official ones. */
export function composeVie(vie: VieStructure, corrections: readonly CorrectionLue[]): SectionDefinitions {
  const textes = [
    ["Territoire", vie.profil],
    ["Collectivité de rattachement", vie.collectivite],
    ...vie.filles.map(({ uai, nom }) => ["Rattachée à cette structure", nom ?? uai]),
    ...vie.enVigueur.map(({ libelle, precision, debut, fin }) => [
      "Dispositif en vigueur",
      [libelle, precision, `depuis le ${formatDate(debut)}`, fin && `jusqu’au ${formatDate(fin)} exclu`]
        .filter(Boolean)
        .join(", "),
    ]),
    ...vie.derniers.map(({ jour, phrase }) => [formatDate(jour), phrase]),
  ].flatMap(([terme, texte]) => (terme && texte ? [{ terme, texte }] : []));
  return {
    genre: "definitions",
    titre: "Rattachements et vie de la structure",
    entrees: textes,
    notes: corrections.map(noteOf),
  };
}

function noteOf({ libelle, annee, valeur, decimales, unite, motif, auteur }: CorrectionLue): string {
  const ecrite =
    valeur === null ? "masquée (secret statistique)" : `${formatNombre(valeur, decimales)} ${unite}`.trim();
  return `Valeur locale, ${libelle}, ${formatAnneeScolaire(annee)} : ${ecrite}. ${[motif, auteur].filter(Boolean).join(", ")}. Elle n’entre dans aucune référence.`;
}
