import { formatAnneeScolaire, formatDate, formatPourcent } from "#app/platform/format/format.ts";
import { GENRES_CONCERTATION, POSITIONS } from "../../concertations/rules.ts";
import { type Bloc, phrases, type SectionExplication } from "../../explications/documents/blocs.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import type { NoteLue } from "../rules.ts";

/** What the analysis cannot see, and where its data are weak. */
export function composeLimites({ calculs, variables, seuil }: NoteLue): SectionExplication {
  const weak = variables.filter(({ dansRegle, faiblesses }) => dansRegle && faiblesses.length > 0);
  const absent = calculs.flatMap(({ definition, inconnues, famille, population: n }) =>
    definition.regle.criteres.flatMap((critere) => {
      const missing = inconnues[critere.id] ?? 0;
      if (critere.genre !== "indicateur" || missing === 0) return [];
      // A share of a small population is a small count as well.
      const part = missing < seuil ? `moins de ${seuil} structures` : formatPourcent(missing / n);
      const libelle = variables.find(({ code }) => code === critere.code)?.libelle ?? critere.code;
      return [`${libelle}, ${FAMILLES_ANALYSE[famille].libelle.toLowerCase()} : ${part} sans valeur connue`];
    }),
  );
  return {
    id: "limites",
    titre: "Limites",
    blocs: [
      phrases(
        "L’analyse ne voit que ce qui se mesure : ni le climat, ni l’histoire d’une équipe, ni un événement récent.",
        "Une valeur absente n’est jamais lue comme un zéro : le critère n’est alors pas rempli.",
      ),
      ...(absent.length > 0
        ? [phrases("Valeurs absentes :"), { genre: "liste", entrees: absent } as const]
        : []),
      ...(weak.length > 0
        ? [
            phrases("Indicateurs à lire avec prudence :"),
            {
              genre: "liste",
              entrees: weak.map(
                ({ libelle, annee, faiblesses }) =>
                  `${libelle} ${formatAnneeScolaire(annee)} : ${faiblesses.join(" ")}`,
              ),
            } as const,
          ]
        : []),
    ],
  };
}

export function composeDebats({ concertations }: NoteLue): SectionExplication {
  return {
    id: "debats",
    titre: "Concertations et positions",
    blocs:
      concertations.length === 0
        ? [phrases("Aucune réunion n’est consignée à ce jour.")]
        : concertations.flatMap(
            ({ genre, instance, tenueLe, participants, compteRendu, positions }): Bloc[] => [
              {
                genre: "saisi",
                titre: `${GENRES_CONCERTATION[genre]}, ${instance}, ${formatDate(tenueLe)}`,
                texte: [participants, compteRendu].filter(Boolean).join("\n") || "Sans compte rendu.",
              },
              ...(positions.length > 0
                ? [
                    {
                      genre: "tableau",
                      titre: `Positions, ${instance}, ${formatDate(tenueLe)}`,
                      colonnes: [
                        { titre: "Organisation" },
                        { titre: "Position", part: 0.7 },
                        { titre: "Texte", part: 2 },
                      ],
                      lignes: positions.map(({ organisation, position, texte }) => [
                        organisation,
                        POSITIONS[position],
                        texte,
                      ]),
                    } as const,
                  ]
                : []),
            ],
          ),
  };
}

export function composeMention({ textes, liste }: NoteLue): SectionExplication {
  return {
    id: "mention",
    titre: "Ce que dit la loi",
    blocs: [
      phrases(...[textes.mention, textes.textes].filter((texte) => texte !== "")),
      ...(liste ? [phrases(`Empreinte de la liste (SHA-256) : ${liste.empreinte}`)] : []),
    ],
  };
}
