import { BarChart } from "#app/platform/charts/bar-chart.tsx";
import { EvolutionChart } from "#app/platform/charts/evolution-chart.tsx";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { STATUTS_VALEUR } from "../../../rules.ts";
import type { Comparaison } from "../queries.server.ts";
import { partagerSeries } from "../rules.ts";

export interface DessinProps {
  structures: Comparaison["structures"];
  dessin: NonNullable<Comparaison["dessin"]>;
}

/** One indicator drawn: its year in bars, and all its years in curves that no break lets through. */
export function ComparaisonDessin({ structures, dessin: { ligne, series } }: DessinProps) {
  const { indicateur, annee, valeurs } = ligne;
  const { libelle, unite, decimales, source, ruptures } = indicateur;
  const annees = [...new Set(series.flat().map((valeur) => valeur.annee))].sort((a, b) => a - b);
  const evolutions = evolutionsOf(structures, series, annees);
  const groups = partagerSeries(distinguish(evolutions, structures));
  return (
    <>
      <BarChart
        titre={`${libelle}, ${formatAnneeScolaire(annee)}`}
        source={source}
        unite={unite}
        decimales={decimales}
        libelleBarres="Structure"
        libelleValeur={libelle}
        groupes={[
          {
            barres: structures.map(({ uai, nom, communeNom }, index) => {
              const valeur = valeurs[index];
              return {
                libelle: `${nom} (${communeNom})`,
                valeur: valeur?.valeur ?? null,
                ...(valeur ? { mention: STATUTS_VALEUR[valeur.statut] } : {}),
                href: `/structures/${uai}`,
              };
            }),
          },
        ]}
      />
      {groups.length > 1 && (
        <p className="anc-fiche__note">
          Les courbes sont réparties sur deux graphiques pour rester lisibles ; leurs échelles peuvent
          différer.
        </p>
      )}
      {annees.length > 1 &&
        groups.map((group, index) => (
          <EvolutionChart
            key={group[0]?.libelle}
            titre={`${libelle}, année par année${groups.length > 1 ? ` (${index + 1}/${groups.length})` : ""}`}
            source={source}
            unite={unite}
            decimales={decimales}
            series={group}
            ruptures={ruptures}
          />
        ))}
    </>
  );
}

function evolutionsOf(
  structures: DessinProps["structures"],
  series: DessinProps["dessin"]["series"],
  annees: readonly number[],
) {
  return structures.map(({ nom }, index) => ({
    libelle: nom,
    // What tells two names apart: « Salicornes » rather than « Collège des ».
    court: nom.replace(/^\S+ (des? |du |de la |de l['’])?/i, ""),
    points: annees.map((year) => {
      const valeur = series[index]?.find((candidate) => candidate.annee === year);
      return {
        annee: year,
        valeur: valeur?.valeur ?? null,
        ...(valeur ? { mention: STATUTS_VALEUR[valeur.statut] } : {}),
      };
    }),
  }));
}

/** Two structures may bear one name: then each also says its UAI. */
function distinguish<S extends { readonly libelle: string }>(
  series: readonly S[],
  structures: Comparaison["structures"],
): S[] {
  return series.map((serie, index) => {
    const twin = series.filter(({ libelle }) => libelle === serie.libelle).length > 1;
    return twin ? { ...serie, libelle: `${serie.libelle} (${structures[index]?.uai})` } : serie;
  });
}
