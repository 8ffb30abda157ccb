import { ScatterChart } from "#app/platform/charts/scatter-chart.tsx";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { STATUTS_VALEUR } from "../../rules.ts";
import { ENTREES, type Entree, type EntreeResumee, ecrireEcart, NOMS_ENTREES } from "../rules.ts";

interface Decrite {
  readonly uai: string;
  readonly nom: string;
  readonly communeNom: string;
  readonly academie: string;
  readonly typologie: string | null;
  readonly entrees: Readonly<Record<Entree, EntreeResumee>>;
}

export interface VoisinesProps {
  soi: Decrite;
  voisines: readonly (Decrite & { readonly distance: number | null })[];
  axe: "heterogeneite" | "effectif" | "eloignement";
  exportHref: string;
}

/** By name, nearest first: for those who may compare structures by name. */
export function Voisines({ soi, voisines, axe, exportHref }: VoisinesProps) {
  const premieres = [soi, ...voisines.slice(0, 5)].map(({ uai }) => `uai=${uai}`).join("&");
  return (
    <section aria-labelledby="voisines">
      <h2 id="voisines">Les structures comparables</h2>
      <div className="anc-liste__outils">
        <p className="anc-liste__total">
          {pluriel(voisines.length, "structure comparable", "structures comparables")}
        </p>
        <a className="fr-btn fr-btn--tertiary fr-btn--sm" href={`/comparer?${premieres}`}>
          Mettre les plus proches côte à côte
        </a>
        <ExportLinks href={exportHref} objet="les structures comparables" />
      </div>
      <p className="anc-fiche__note">
        De la plus proche à la plus éloignée par les entrées retenues. Entre parenthèses, la différence avec{" "}
        {soi.nom}. Cet ordre ne dit rien des résultats, qui n’entrent pas dans le calcul.
      </p>
      <VoisinesTable soi={soi} voisines={voisines} />
      <ScatterChart
        titre={`IPS et ${ENTREES[axe].libelle.toLowerCase()} des structures comparables`}
        source="DEPP, dernière année connue de chaque entrée"
        axeX={{ libelle: "IPS", unite: "", decimales: 1 }}
        axeY={{ libelle: ENTREES[axe].libelle, unite: ENTREES[axe].unite, decimales: ENTREES[axe].decimales }}
        classes={[
          {
            libelle: "Structures comparables",
            points: voisines.map((voisine) => ({ ...place(voisine, axe), libelle: voisine.nom })),
          },
        ]}
        misEnAvant={[{ ...place(soi, axe), libelle: soi.nom, href: `/structures/${soi.uai}` }]}
      />
    </section>
  );
}

function place({ entrees }: Decrite, axe: Entree) {
  return { x: entrees.ips.valeur, y: entrees[axe].valeur };
}

function VoisinesTable({ soi, voisines }: Pick<VoisinesProps, "soi" | "voisines">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-labelledby="voisines-legende" tabIndex={0}>
      <table>
        <caption id="voisines-legende" className="fr-sr-only">
          Structures comparables : entrées de chacune, et différence avec {soi.nom}
        </caption>
        <thead>
          <tr>
            <th scope="col">Structure</th>
            {NOMS_ENTREES.map((entree) => (
              <th key={entree} scope="col" className="anc-nombre">
                <abbr title={ENTREES[entree].libelle}>{ENTREES[entree].court}</abbr>
              </th>
            ))}
            <th scope="col" className="anc-nombre">
              <abbr title="en écarts-types">Distance</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          <Line decrite={soi} distance="—" />
          {voisines.map((voisine) => (
            <Line
              key={voisine.uai}
              decrite={voisine}
              soi={soi}
              distance={voisine.distance === null ? "Masquée" : formatNombre(voisine.distance, 2)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ decrite, soi, distance }: { decrite: Decrite; soi?: Decrite; distance: string }) {
  return (
    <tr>
      <th scope="row">
        <a href={`/structures/${decrite.uai}`}>{decrite.nom}</a>
        <br />
        <span className="anc-fiche__note">
          {decrite.communeNom}, {decrite.academie}
        </span>
      </th>
      {NOMS_ENTREES.map((entree) => (
        <td key={entree} className="anc-nombre">
          {entree === "densite"
            ? (decrite.typologie ?? "Inconnue")
            : entreeEcrite(entree, decrite.entrees[entree], soi?.entrees[entree])}
        </td>
      ))}
      <td className="anc-nombre">{distance}</td>
    </tr>
  );
}

/** « 98,4 (+2,1) »; the year when it is not that of the structure. */
function entreeEcrite(entree: Entree, lue: EntreeResumee, soi: EntreeResumee | undefined): string {
  if (lue.valeur === null) return STATUTS_VALEUR[lue.statut];
  const { decimales } = ENTREES[entree];
  const valeur = formatNombre(lue.valeur, decimales);
  if (!soi || soi.valeur === null) return valeur;
  const ecart = ecrireEcart(lue.valeur - soi.valeur, decimales);
  const annee = lue.annee === soi.annee || lue.annee === null ? "" : `, rentrée ${lue.annee}`;
  return `${valeur} (${ecart}${annee})`;
}
