import type { SectionDefinitions } from "#app/platform/documents/sections.ts";
import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { ETATS_STRUCTURE, STATUTS_EP, type StatutEp } from "../../rules.ts";
import type { FicheLue } from "../fiche/queries.server.ts";

const PARIS = "Europe/Paris";

/** Who and where the structure is; what is not known has no line, except what everybody expects. */
export function composeIdentite({ structure, statutsEp, modifications }: FicheLue): SectionDefinitions {
  const { origine } = structure;
  const dernier = modifications[0];
  const connus = [
    ["Circonscription", virgules(structure.circonscriptionNom, structure.circonscriptionCourriel)],
    ["Bassin", structure.bassinNom],
    ["Contact", virgules(structure.courriel, structure.telephone)],
    ["Site", structure.site],
  ].flatMap(([terme, texte]) => (terme && texte ? [{ terme, texte }] : []));
  return {
    genre: "definitions",
    titre: "Identité",
    entrees: [
      { terme: "Adresse", texte: adresse(structure) },
      { terme: "État", texte: etat(structure) },
      { terme: "Département", texte: `${structure.departementNom} (${structure.departementCode})` },
      { terme: "Académie", texte: structure.academieNom },
      ...connus,
      { terme: "Éducation prioritaire", texte: educationPrioritaire(structure, statutsEp) },
      {
        terme: "Origine de l’identité",
        texte: `${origine.fichier}, ligne ${formatNombre(origine.ligne)}, enregistrée le ${formatDate(origine.le, PARIS)}`,
      },
    ],
    notes: dernier ? [modification(dernier)] : [],
  };
}

function virgules(...textes: readonly (string | null)[]): string {
  return textes.filter(Boolean).join(", ");
}

function adresse({ adresse: voie, codePostal, communeNom }: FicheLue["structure"]): string {
  return virgules(voie, [codePostal, communeNom].filter(Boolean).join(" ")) || "Non précisée";
}

function etat({ etat: code, ouverteLe, fermeeLe }: FicheLue["structure"]): string {
  const depuis = { ouvert: ouverteLe, ferme: fermeeLe, a_ouvrir: null, a_fermer: null, inconnu: null }[code];
  return depuis ? `${ETATS_STRUCTURE[code]}, depuis le ${formatDate(depuis)}` : ETATS_STRUCTURE[code];
}

function modification({ champ, avant, apres, le, fichier }: FicheLue["modifications"][number]): string {
  const quoi = `${champ.replaceAll("_", " ")}, « ${avant || "vide"} » devient « ${apres || "vide"} »`;
  return `Dernier changement connu de l’identité, le ${formatDate(le, PARIS)} : ${quoi} (${fichier}).`;
}

/** Years in a row with one status are told as one period, latest first. */
function educationPrioritaire({ statutEp }: FicheLue["structure"], statutsEp: FicheLue["statutsEp"]): string {
  if (!statutEp || statutsEp.length === 0) return "Statut non publié pour cette structure";
  const periodes: { statut: StatutEp; de: number; a: number }[] = [];
  for (const { annee, statut } of statutsEp) {
    const plusRecente = periodes.at(-1);
    if (plusRecente?.statut === statut && plusRecente.de === annee + 1) plusRecente.de = annee;
    else periodes.push({ statut, de: annee, a: annee });
  }
  return periodes
    .map(({ statut, de, a }) =>
      de === a
        ? `${STATUTS_EP[statut]} en ${formatAnneeScolaire(a)}`
        : `${STATUTS_EP[statut]} de ${formatAnneeScolaire(de)} à ${formatAnneeScolaire(a)}`,
    )
    .join(" ; ");
}
