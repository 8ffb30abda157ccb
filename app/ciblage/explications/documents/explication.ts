import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { type ExplicationLue, motDe } from "../rules.ts";
import type { Explication, SectionExplication } from "./blocs.ts";
import { composeDecision } from "./decision.ts";
import { composeRegle } from "./regle.ts";
import { composeApprofondi } from "./reserve.ts";
import { composeTraitement } from "./traitement.ts";
import { composeValeurs } from "./valeurs.ts";

/**
 * Why a structure was chosen, or not, in plain French: sentences of 25 words at most, nothing that its reader may not
 * read, never a place among others. Pure. Source: CRPA, R. 311-3-1-2; issue « Ciblage », « everybody concerned ».
 */
export function composeExplication(lue: ExplicationLue): Explication {
  const { structure, campagne, calculs } = lue;
  return {
    titre: `Pourquoi ${motDe(structure.type)}\u00a0? ${structure.nom}`,
    surtitre: `${TYPES[structure.type]}, ${SECTEURS[structure.secteur].toLowerCase()}, ${structure.commune || structure.departement}`,
    chapeau: `${campagne.nom} : ${campagne.dispositif}, entrée en ${formatAnneeScolaire(campagne.annee)}.`,
    sections: [
      composeDecision(lue),
      ...(calculs.length > 0 ? calculs.flatMap((calcul) => composeRegle(lue, calcul)) : [sansCalcul(lue)]),
      ...calculs.flatMap((calcul) => composeValeurs(lue, calcul)),
      ...calculs.flatMap((calcul) => composeApprofondi(lue, calcul)),
      ...composeComparables(lue),
      composeTraitement(lue),
    ],
  };
}

/** A structure that came by hand or by a received list may have been looked at by nothing but people. */
function sansCalcul({ origine }: ExplicationLue): SectionExplication {
  return {
    id: "regle",
    titre: "La règle",
    blocs: [
      {
        genre: "phrases",
        phrases: [
          "Aucun calcul n’a regardé cette structure dans cette campagne.",
          origine
            ? "Ce qui est dit d’elle vient donc de personnes seulement."
            : "Rien n’est donc dit d’elle par une règle.",
        ],
      },
    ],
  };
}

function composeComparables({ comparables }: ExplicationLue): SectionExplication[] {
  if (comparables === null || comparables.length === 0) return [];
  return [
    {
      id: "comparaison",
      titre: "Structures de comparaison",
      blocs: [
        {
          genre: "phrases",
          phrases: [
            "Le service statistique est seul à les voir.",
            "Elles serviront à mesurer l’effet dans trois ans ; rien ne leur est demandé.",
          ],
        },
        {
          genre: "liste",
          entrees: comparables.map(({ nom, commune, uai }) => `${nom}, ${commune} (${uai})`),
        },
      ],
    },
  ];
}
