import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import type { OrigineFichier } from "../origine/queries.server.ts";

export interface JeuCite {
  readonly code: string;
  readonly libelle: string;
  readonly source: string;
  readonly licence: string;
}

/** The file that brought a value, for a list of descriptions. `imports`: the reader may open the deposit. */
export function entriesOrigine(
  acte: OrigineFichier & { readonly texte: string; readonly statut: string },
  jeu: JeuCite | undefined,
  imports: boolean,
): { term: string; description: React.ReactNode }[] {
  return [
    ...(acte.remplaceLe
      ? [{ term: "Remplacée le", description: formatDateHeure(new Date(acte.remplaceLe), "Europe/Paris") }]
      : []),
    ...(acte.statut === "masque"
      ? []
      : [
          {
            term: "Ce que disait le fichier",
            description: acte.texte === "" ? "une cellule vide" : `« ${acte.texte} »`,
          },
        ]),
    {
      term: "Fichier",
      description: imports ? <a href={`/imports/${acte.importId}`}>{acte.fichier}</a> : acte.fichier,
    },
    { term: "Ligne et colonne", description: placeOf(acte) },
    {
      term: "Empreinte du fichier (SHA-256)",
      description: <code className="anc-empreinte">{acte.empreinte}</code>,
    },
    {
      term: "Jeu de données",
      description: jeu ? (
        <>
          <a href={`/donnees/${jeu.code}`}>{jeu.libelle}</a>. Source : {jeu.source}. {jeu.licence}.
        </>
      ) : (
        "Inconnu"
      ),
    },
    { term: "Enregistrée le", description: formatDateHeure(new Date(acte.enregistreLe), "Europe/Paris") },
  ];
}

function placeOf({ place, ligne, colonne }: OrigineFichier): string {
  if (place)
    return `feuille « ${place.feuille} », ligne ${formatNombre(place.ligne)}, colonne « ${colonne} »`;
  return `ligne ${formatNombre(ligne)}, colonne « ${colonne} »`;
}
