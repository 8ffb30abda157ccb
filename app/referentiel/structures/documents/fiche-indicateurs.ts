import type { Distribution } from "#app/platform/charts/distribution.ts";
import type { SectionTableau } from "#app/platform/documents/sections.ts";
import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { type FicheIndicateur, NIVEAUX, type Niveau, type ValeurDatee } from "../../indicateurs/rules.ts";
import { FAMILLES, type Famille, STATUTS_VALEUR } from "../../rules.ts";
import type { FicheLue } from "../fiche/queries.server.ts";

export interface SectionIndicateurs {
  readonly genre: "indicateurs";
  readonly titre: string;
  readonly notes: readonly string[];
  readonly blocs: readonly BlocIndicateur[];
}

export interface BlocIndicateur {
  readonly titre: string;
  readonly valeur: string;
  /** Whether the value is a figure, which the layout may write large. */
  readonly chiffre: boolean;
  readonly annee: string;
  readonly remarque: string;
  /** Said when a mean weighs structures by their pupils. */
  readonly ponderation: string;
  readonly references: Pick<SectionTableau, "colonnes" | "lignes">;
  /** Name of its picture; empty when too few structures compare. */
  readonly figure: string;
  readonly legende: string;
  /** One by stretch of comparable years, latest first; `rupture` says why it is apart from the one before. */
  readonly series: readonly { readonly rupture: string; readonly texte: string }[];
  readonly lecture: string;
}

const ABSENT = "—";
/** Every structure belongs to these; a circonscription and a bassin are shown where they are known. */
const TOUJOURS: readonly Niveau[] = ["nation", "academie", "departement"];

/** One section by family that has indicators, in the order of the families. */
export function composeIndicateurs(lue: FicheLue): SectionIndicateurs[] {
  return (Object.keys(FAMILLES) as Famille[]).flatMap((famille) => sectionFamille(famille, lue));
}

function sectionFamille(famille: Famille, lue: FicheLue): SectionIndicateurs[] {
  const siennes = lue.fiches.filter((fiche) => fiche.famille === famille);
  if (siennes.length === 0) return [];
  const blocs = siennes.map((fiche) => bloc(fiche, lue));
  const tropPeu = blocs.some(({ references }) => references.lignes.flat().includes(ABSENT));
  return [
    {
      genre: "indicateurs",
      titre: FAMILLES[famille].replace("'", "’"),
      notes: tropPeu ? [`${ABSENT} : trop peu de structures pour donner une référence.`] : [],
      blocs,
    },
  ];
}

function bloc(fiche: FicheIndicateur, lue: FicheLue): BlocIndicateur {
  const distribution = distributionOf(fiche, lue);
  return {
    titre: fiche.libelle,
    valeur: texteValeur(fiche, fiche.valeur),
    chiffre: fiche.valeur.valeur !== null,
    annee: formatAnneeScolaire(fiche.annee),
    remarque:
      lue.annee !== undefined && fiche.annee !== lue.annee
        ? `Non publié pour ${formatAnneeScolaire(lue.annee)} : voici la dernière année connue.`
        : "",
    ponderation: fiche.references.some(({ ponderee }) => ponderee)
      ? "Moyennes pondérées par le nombre d’élèves."
      : "",
    references: references(fiche),
    figure: distribution ? fiche.code : "",
    legende: distribution
      ? distribution.titre
      : "Trop peu de structures comparables pour montrer une répartition.",
    series: series(fiche),
    lecture: fiche.lecture,
  };
}

function texteValeur(
  { decimales, unite }: Pick<FicheIndicateur, "decimales" | "unite">,
  { valeur, statut }: ValeurDatee,
): string {
  if (valeur === null) return STATUTS_VALEUR[statut];
  const nombre = formatNombre(valeur, decimales);
  return unite === "" ? nombre : `${nombre}\u00a0${unite}`;
}

function references(fiche: FicheIndicateur): BlocIndicateur["references"] {
  const decimales = fiche.decimales === 0 ? 1 : fiche.decimales;
  const cellule = (value: number | null | undefined) =>
    value === null || value === undefined ? ABSENT : formatNombre(value, decimales);
  return {
    colonnes: [
      { titre: "Références" },
      { titre: "Moyenne", nombre: true },
      { titre: "Médiane", nombre: true },
      { titre: "Structures", nombre: true },
    ],
    lignes: (Object.keys(NIVEAUX) as Niveau[]).flatMap((niveau) => {
      const lue = fiche.references.find((reference) => reference.niveau === niveau);
      if (!lue && !TOUJOURS.includes(niveau)) return [];
      return [[NIVEAUX[niveau], cellule(lue?.moyenne), cellule(lue?.mediane), formatNombre(lue?.n ?? 0)]];
    }),
  };
}

/** What the picture of an indicator shows; undefined when too few structures compare. */
export function distributionOf(
  fiche: FicheIndicateur,
  { structure, niveau }: FicheLue,
): Distribution | undefined {
  if (!fiche.repartition) return undefined;
  return {
    ...fiche.repartition,
    titre: `Répartition ${formatAnneeScolaire(fiche.annee)}, ${NIVEAUX[niveau].toLowerCase()}`,
    unite: fiche.unite,
    decimales: fiche.decimales,
    valeur: fiche.valeur.valeur,
    libelleValeur: structure.nom,
  };
}

/** Values on both sides of a break are never in one list. */
function series(fiche: FicheIndicateur): BlocIndicateur["series"] {
  return fiche.series.map((stretch, index) => {
    const derniere = stretch.at(-1)?.annee ?? 0;
    const rupture = index === 0 ? undefined : fiche.ruptures.find(({ annee }) => annee > derniere);
    return {
      rupture: rupture
        ? `Avant la rupture de série de ${rupture.annee} (${rupture.motif.replace(/\.$/, "")})`
        : "",
      texte: stretch
        .map((valeur) => `${formatAnneeScolaire(valeur.annee)} : ${texteValeur(fiche, valeur)}`)
        .join(" ; "),
    };
  });
}
