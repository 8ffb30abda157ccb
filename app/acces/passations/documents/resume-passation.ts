import type { Section } from "#app/platform/documents/sections.ts";
import { typst } from "#app/platform/documents/typst.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { addJours } from "../../delegations/rules.ts";
import { FONCTIONS, NATURES_DELEGATION } from "../../fonctions/rules.ts";
import type { PassationLue } from "../queries.server.ts";
import type { ResumePassation } from "../resume/queries.server.ts";

/** What the printed summary says, in its final words: two pages at most, whatever is known. */
export interface ResumeImprime {
  readonly titre: string;
  readonly surtitre: string;
  readonly chapeau: string;
  readonly sections: readonly Section[];
}

const long = (texte: string, longueur: number) =>
  texte.length <= longueur ? texte : `${texte.slice(0, longueur - 1).trimEnd()}…`;

/** The summary of a handover. Pure: the same reading gives the same document. */
export function composeResume(passation: PassationLue, resume: ResumePassation): ResumeImprime {
  const { sortant, entrant, depart, mot, portee, fonction } = passation;
  return {
    titre: `Passation : ${FONCTIONS[fonction]}`,
    surtitre: portee,
    chapeau: `Dernier jour de ${sortant} : ${formatDate(addJours(depart, -1))}.${entrant ? ` ${entrant} lui succède.` : ""}`,
    sections: [
      { genre: "notes", titre: `Le mot de ${sortant}`, notes: mot ? mot.split(/\n+/) : ["Aucun mot."] },
      {
        genre: "definitions",
        titre: "Le périmètre en bref",
        entrees: [
          ...(resume.boite ? [{ terme: "Boîte générique", texte: resume.boite }] : []),
          ...resume.perimetre.map(({ terme, texte }) => ({
            terme: long(terme, 60),
            texte: long(texte, 110),
          })),
        ],
      },
      {
        genre: "notes",
        titre: "Tâches ouvertes",
        notes:
          resume.taches.length === 0
            ? ["Rien n’attend cette fonction dans le service aujourd’hui."]
            : [resume.taches.map(({ libelle }) => libelle).join(" ; ")],
      },
      delegations(resume),
      personnes(resume),
      changements(resume),
    ],
  };
}

function delegations({ reprises }: ResumePassation): Section {
  const titre = "Délégations à renouveler";
  if (reprises.length === 0)
    return { genre: "notes", titre, notes: ["La personne qui part n’a délégué cette fonction à personne."] };
  return {
    genre: "tableau",
    titre,
    colonnes: [{ titre: "À qui" }, { titre: "Nature" }, { titre: "Proposée jusqu’au" }],
    lignes: reprises.map(({ delegataire, nature, fin, dejaReprise }) => [
      long(delegataire, 60),
      NATURES_DELEGATION[nature],
      dejaReprise ? "Renouvelée" : formatDate(addJours(fin, -1)),
    ]),
  };
}

function personnes(resume: ResumePassation): Section {
  const titre = "Personnes à appeler";
  if (resume.personnes.length === 0)
    return { genre: "notes", titre, notes: ["Personne d’autre n’est inscrit autour de cette fonction."] };
  return {
    genre: "tableau",
    titre,
    colonnes: [{ titre: "Qui" }, { titre: "Fonction", part: 1.4 }, { titre: "Contact", part: 1.2 }],
    lignes: resume.personnes.map(({ nomComplet, fonction, portee, contact }) => [
      long(nomComplet, 50),
      long(`${FONCTIONS[fonction]}, ${portee}`, 80),
      long(contact ?? "", 60),
    ]),
  };
}

function changements(resume: ResumePassation): Section {
  const titre = "Derniers changements";
  if (resume.changements.length === 0)
    return { genre: "notes", titre, notes: ["La chronologie se lit dans la page de chaque structure."] };
  return {
    genre: "tableau",
    titre,
    colonnes: [
      { titre: "Date", part: 0.4 },
      { titre: "Ce qui a changé", part: 1.6 },
    ],
    lignes: resume.changements.map(({ jour, phrase }) => [formatDate(jour), long(phrase, 160)]),
  };
}

/** Places the sections one after the other. */
export const RESUME_LAYOUT = typst`
#surtitre(donnees.surtitre)
#title()
#chapeau(donnees.chapeau)
#for partie in donnees.sections { section(partie) }
`;
