import type { College } from "../modeles/colleges.ts";
import { computeEffectifs, listOuverts, mix } from "../modeles/colleges.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { clamp, drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { ETIQUETTES, makeFichier } from "./csv.ts";

const ENTETES =
  "Année;Libellé région académique;Libellé académie;Libellé département;UAI;Libellé secteur;Matière;Caractéristique;Effectif;Score moyen;Ecart type;Groupe 1;Groupe 2;Groupe 3;Groupe 4;Groupe 5;Groupe 6";

const ANNEES = [2022, 2023, 2024, 2025];
const MATIERES = ["Français", "Mathématiques"];
// Scores are centred on 250; girls lead in French, boys in mathematics. Source: DEPP, notes on the 6e evaluations.
const ECART_FILLES: Readonly<Record<string, number>> = { Français: 7, Mathématiques: -6 };
const EFFECTIF_MIN = 5;

/** Share of pupils in six groups around the score, summing to 100. */
function computeGroupes(score: number): number[] {
  const seuils = [190, 220, 250, 280, 310];
  // Logistic law, whose spread is near that of the scores: no library function beyond exp is needed.
  const cumul = seuils.map((seuil) => 100 / (1 + Math.exp(-(seuil - score) / 26)));
  return [...cumul, 100].map((part, rang) => round(part - (cumul[rang - 1] ?? 0), 1));
}

function* listLignes(graine: number, college: College, annee: number): Generator<Cellule[]> {
  const { structure } = college;
  const { sixiemes, sixiemesFilles } = computeEffectifs(graine, college, annee);
  const stable = makeTirageFor(graine, `sixieme ${structure.uai}`);
  const effet = drawNormal(stable);
  for (const matiere of MATIERES) {
    const tirage = makeTirageFor(graine, `sixieme ${structure.uai} ${annee} ${matiere}`);
    const propre = mix(0.6, effet, drawNormal(tirage));
    const base = 250 + 15 * mix(0.82, (college.ips - 103) / 15.7, propre);
    const ecartFilles = (ECART_FILLES[matiere] ?? 0) + drawNormal(tirage) * 3;
    const modalites: [string, number, number][] = [
      ["Ensemble", sixiemes, base],
      ["Filles", sixiemesFilles, base + ecartFilles / 2],
      ["Garçons", sixiemes - sixiemesFilles, base - ecartFilles / 2],
    ];
    for (const [caracteristique, effectif, score] of modalites) {
      const publie = effectif >= EFFECTIF_MIN;
      const arrondi = round(clamp(score, 180, 320), 1);
      yield [
        annee,
        ACADEMIE.libelleRegion,
        ACADEMIE.libelle,
        structure.commune.departement.libelle,
        structure.uai,
        structure.contrat === "public" ? "Public" : "Privé sous contrat",
        matiere,
        caracteristique,
        effectif,
        publie ? arrondi : "",
        publie ? round(46 + 3 * drawNormal(tirage), 1) : "",
        ...(publie ? computeGroupes(arrondi) : ["", "", "", "", "", ""]),
      ];
    }
  }
}

export function makeEvaluationsSixieme(graine: number, colleges: readonly College[]): FichierTabulaire {
  const nom = "fr-en-evaluations_nationales_6eme_par_etablissement.csv";
  return makeFichier(nom, ETIQUETTES, ENTETES, function* () {
    for (const annee of ANNEES) {
      for (const college of listOuverts(colleges, annee)) yield* listLignes(graine, college, annee);
    }
  });
}
