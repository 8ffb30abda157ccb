import { formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { type Bloc, phrases, type SectionExplication } from "../../explications/documents/blocs.ts";
import { DIMENSIONS, nomDeValeur } from "../../listes/lignes/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { direCompte } from "../comptes/rules.ts";
import { GROUPES_NOTE, type GroupeNote, type NoteLue } from "../rules.ts";

/** Counts by kind, without any small number. */
export function composeComptes({
  comptes: { groupes, totaux, tables },
  ailleurs,
  seuil,
  departements,
}: NoteLue): SectionExplication {
  const titles = groupes.map((groupe) => ({ titre: GROUPES_NOTE[groupe as GroupeNote], nombre: true }));
  const say = (counts: readonly (number | null)[]) => counts.map((count) => direCompte(count));
  return {
    id: "comptes",
    titre: "Comptes",
    blocs: [
      phrases(
        `Un nombre de 1 à ${seuil - 1} est masqué, avec ce qui permettrait de le retrouver.`,
        "Ces tableaux peuvent ainsi être repris sans la liste.",
        ...(ailleurs > 0
          ? [
              `${pluriel(ailleurs, "structure")} hors de votre périmètre n’y ${ailleurs > 1 ? "sont" : "est"} pas.`,
            ]
          : []),
      ),
      ...(groupes.length === 0 ? [phrases("Aucune structure n’est encore examinée.")] : []),
      ...tables.map(
        ({ dimension, lignes }): Bloc => ({
          genre: "tableau",
          titre: DIMENSIONS[dimension],
          colonnes: [{ titre: DIMENSIONS[dimension] }, ...titles],
          lignes: [
            ...lignes.map(({ valeur, comptes: own }) => [
              nomDeValeur(dimension, valeur, departements),
              ...say(own),
            ]),
            ["Ensemble", ...say(totaux)],
          ],
        }),
      ),
    ],
  };
}

/** One section by département, in alphabetical order: the order says nothing of the structures. */
export function composeListes({ structures, departements, liste }: NoteLue): SectionExplication[] {
  const codes = [...new Set(structures.map(({ departement }) => departement))];
  return codes.map((code) => ({
    id: `liste-${code}`,
    titre: `${liste ? "Liste" : "Structures examinées"} : ${departements[code] ?? code}`,
    blocs: [
      {
        genre: "tableau",
        titre: `Structures, ${departements[code] ?? code}`,
        colonnes: [
          { titre: "Structure", part: 1.8 },
          { titre: "Type", part: 0.9 },
          { titre: "Secteur", part: 0.8 },
          { titre: "Commune", part: 1.1 },
          { titre: "État", part: 0.9 },
        ],
        lignes: structures
          .filter(({ departement }) => departement === code)
          .map(({ nom, uai, type, secteur, commune, etat }) => [
            ...[`${nom} (${uai})`, TYPES[type], SECTEURS[secteur], commune, ETATS_CANDIDATURE[etat]],
          ]),
      },
    ],
  }));
}

export function composeStabilite({ calculs, seuil }: NoteLue): SectionExplication {
  const count = (n: number) => direCompte(n > 0 && n < seuil ? null : n);
  return {
    id: "stabilite",
    titre: "Stabilité et cas limites",
    blocs:
      calculs.length === 0
        ? [phrases("Sans calcul, la stabilité ne se mesure pas.")]
        : [
            phrases(
              "Chaque calcul est refait en changeant un peu ce qui tient à une convention : structures, poids, seuils, variables.",
              "Une structure dont le sort change souvent est « à départager » : la règle seule ne suffit pas à décider.",
            ),
            {
              genre: "tableau",
              titre: "Stabilité par famille",
              colonnes: [
                { titre: "Famille" },
                { titre: "Tirages", nombre: true },
                { titre: "Seuil", nombre: true },
                { titre: "Gardées, à départager", nombre: true },
                { titre: "Non gardées, à départager", nombre: true },
              ],
              lignes: calculs.map(({ famille, tirages, seuilDepartage, aDepartager }) => [
                ...[FAMILLES_ANALYSE[famille].libelle, formatNombre(tirages), formatPourcent(seuilDepartage)],
                ...[count(aDepartager.retenues), count(aDepartager.autres)],
              ]),
            },
          ],
  };
}
