import { formatAnneeScolaire, formatDate, pluriel } from "#app/platform/format/format.ts";
import { SECTEURS, STATUTS_EP } from "#app/referentiel/rules.ts";
import { type Bloc, phrases, type SectionExplication } from "../../explications/documents/blocs.ts";
import { direRegle, type Lexique } from "../../regles/lecture/rules.ts";
import { FAMILLES_ANALYSE, RURALITES } from "../../rules.ts";
import type { CalculNote, NoteLue } from "../rules.ts";
import { composeComptes, composeListes, composeStabilite } from "./note-comptes.ts";
import { composeDebats, composeLimites, composeMention } from "./note-limites.ts";

/** The note for the bodies, in its final words: PDF and word processor say the same. */
export interface NoteInstances {
  readonly titre: string;
  readonly surtitre: string;
  readonly chapeau: string;
  readonly sections: readonly SectionExplication[];
}

const PARIS = "Europe/Paris";
const jour = (instant: string) => formatDate(new Date(instant), PARIS);

/**
 * Method, population, criteria, list, counts, stability, limits, debate: what a body needs to discuss a list, without a
 * value nor a place of any structure. Pure. Source: S3-34; issue « Ciblage », « social dialogue and public ».
 */
export function composeNote(lue: NoteLue): NoteInstances {
  const { campagne, liste } = lue;
  return {
    titre: `Document pour les instances : ${campagne.nom}`,
    surtitre: `Académie : ${campagne.academie}`,
    chapeau: `${campagne.dispositif}, entrée en ${formatAnneeScolaire(campagne.annee)}. ${
      liste
        ? `Liste publiée le ${jour(liste.publieeLe)}, version ${liste.numero}.`
        : "État des travaux ; aucune liste n’est encore publiée."
    }`,
    sections: [
      methode(lue),
      population(lue),
      ...lue.calculs.map((calcul) => criteres(lue, calcul)),
      sources(lue),
      composeComptes(lue),
      ...composeListes(lue),
      composeStabilite(lue),
      composeLimites(lue),
      composeDebats(lue),
      composeMention(lue),
    ],
  };
}

function methode({ calculs }: NoteLue): SectionExplication {
  return {
    id: "methode",
    titre: "Méthode",
    blocs: [
      phrases(
        "Une règle écrite, la même pour toutes les structures d’une famille, dit quels critères chacune remplit.",
        "Elle éclaire la décision et ne la prend pas : des structures sont ajoutées ou écartées avec un motif écrit.",
        "Ce travail ne range pas les structures les unes après les autres, et ne dit rien de la qualité des équipes.",
      ),
      calculs.length === 0
        ? phrases("Aucun calcul n’a servi à cette liste : les structures ont été examinées une à une.")
        : {
            genre: "liste",
            entrees: calculs.map(
              ({ famille, scenario, numero, donneesAu }) =>
                `${FAMILLES_ANALYSE[famille].libelle} : règle « ${scenario} », calcul nº ${numero}, données du ${jour(donneesAu)}`,
            ),
          },
    ],
  };
}

function population({ campagne: { population: p }, familles }: NoteLue): SectionExplication {
  const kept = [
    p.statutsEp.length > 0 && `Statuts : ${p.statutsEp.map((one) => STATUTS_EP[one]).join(", ")}`,
    p.secteurs.length > 0 && `Secteurs : ${p.secteurs.map((one) => SECTEURS[one]).join(", ")}`,
    p.ruralites.length > 0 && `Communes : ${p.ruralites.map((one) => RURALITES[one].libelle).join(", ")}`,
    p.effectifMinimal > 0 && `Au moins ${pluriel(p.effectifMinimal, "élève")}, quand le nombre est connu`,
  ].filter((one) => one !== false);
  return {
    id: "population",
    titre: "Population étudiée",
    blocs: [
      {
        genre: "liste",
        entrees: [
          ...familles.map(
            ({ famille, structures }) =>
              `${FAMILLES_ANALYSE[famille].libelle} : ${pluriel(structures, "structure")}`,
          ),
          ...kept,
        ],
      },
    ],
  };
}

function criteres({ variables }: NoteLue, calcul: CalculNote): SectionExplication {
  const lexique: Lexique = Object.fromEntries(
    variables.map(({ code, libelle, unite, decimales, annee }) => [
      code,
      { libelle, unite, decimales, annee },
    ]),
  );
  const { tete, requis, compte, exclusions, composite } = direRegle(
    calcul.definition.regle,
    lexique,
    calcul.seuils,
  );
  const part = (head: string, entrees: readonly string[]): Bloc[] =>
    entrees.length > 0 ? [phrases(head), { genre: "liste", entrees }] : [];
  return {
    id: `criteres-${calcul.famille}-${calcul.numero}`,
    titre: `Critères : ${FAMILLES_ANALYSE[calcul.famille].libelle.toLowerCase()}`,
    blocs: [
      ...(requis.length > 0 ? part(tete, requis) : [phrases(tete)]),
      ...part(compte?.tete ?? "", compte?.criteres ?? []),
      ...part("Elle est écartée, quoi qu’elle remplisse, si l’un de ces cas est le sien :", exclusions),
      ...part(composite?.tete ?? "", composite?.termes ?? []),
    ],
  };
}

function sources({ variables }: NoteLue): SectionExplication {
  return {
    id: "sources",
    titre: "Données et sources",
    blocs: [
      {
        genre: "tableau",
        titre: "Données lues, et leurs sources",
        colonnes: [
          { titre: "Donnée", part: 1.4 },
          { titre: "Année", part: 0.5 },
          { titre: "Source", part: 1.6 },
          { titre: "Sert à", part: 0.5 },
        ],
        lignes: variables.map(({ libelle, annee, source, dansRegle }) => [
          ...[libelle, formatAnneeScolaire(annee), source],
          dansRegle ? "La règle" : "Décrire",
        ]),
      },
    ],
  };
}
