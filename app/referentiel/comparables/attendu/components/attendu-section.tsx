import { EvolutionChart } from "#app/platform/charts/evolution-chart.tsx";
import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { STATUTS_VALEUR, type StatutValeur } from "../../../rules.ts";
import { ecrireEcart } from "../../rules.ts";
import {
  ABSENCES,
  type AttenduCalcule,
  CONCLUSIONS,
  intervalleAttendu,
  LIBELLE_NON_OFFICIEL,
} from "../rules.ts";

interface Lue {
  readonly id: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

interface Annuel {
  readonly annee: number;
  readonly serie: number;
  readonly calcul: AttenduCalcule;
  readonly observe: Lue | undefined;
  readonly officielle: Lue | undefined;
}

export interface AttenduSectionProps {
  structure: { readonly uai: string; readonly nom: string };
  attendus: readonly {
    readonly code: string;
    readonly libelle: string;
    readonly decimales: number;
    readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
    readonly annees: readonly Annuel[];
  }[];
}

/** Observed beside expected, year by year, with its interval; only for those who hold « indicateur.comparer ». */
export function AttenduSection({ structure, attendus }: AttenduSectionProps) {
  if (attendus.length === 0) return null;
  return (
    <section aria-labelledby="attendu" className="anc-famille">
      <h2 id="attendu">Taux observé et taux attendu</h2>
      <p>
        <Badge>{LIBELLE_NON_OFFICIEL}</Badge> Ce que le public accueilli laisse attendre, d’après les
        structures de même type la même année, et l’intervalle dans lequel le hasard et la diversité ordinaire
        des structures suffisent à placer le taux.
      </p>
      {attendus.map((attendu) => (
        <AttenduCard key={attendu.code} attendu={attendu} structure={structure} />
      ))}
      <Lecture />
    </section>
  );
}

function AttenduCard({
  attendu,
  structure,
}: {
  attendu: AttenduSectionProps["attendus"][number];
  structure: AttenduSectionProps["structure"];
}) {
  const { code, libelle, decimales, ruptures, annees } = attendu;
  const point = (annee: number, valeur: number | null, mention: string) => ({ annee, valeur, mention });
  return (
    <article className="anc-fiche" aria-labelledby={`attendu-${code}`}>
      <h3 id={`attendu-${code}`}>{libelle}</h3>
      <EvolutionChart
        titre={`${libelle} : observé et attendu (${LIBELLE_NON_OFFICIEL})`}
        source="DEPP pour les taux observés ; Ancrage pour les taux attendus"
        unite="%"
        decimales={decimales}
        series={[
          {
            libelle: "Observé",
            court: "Observé",
            points: annees.map(({ annee, observe }) =>
              point(annee, observe?.valeur ?? null, observe ? STATUTS_VALEUR[observe.statut] : "Non publiée"),
            ),
          },
          {
            libelle: "Attendu",
            court: "Attendu",
            points: annees.map(({ annee, calcul }) =>
              calcul.etat === "calcule"
                ? { annee, valeur: calcul.attendu, intervalle: intervalleAttendu(calcul) }
                : point(annee, null, "Non calculé"),
            ),
          },
        ]}
        ruptures={ruptures}
      />
      {stretches(annees).map((stretch, index, all) => (
        <AttenduTable
          key={stretch[0]?.serie}
          uai={structure.uai}
          attendu={attendu}
          annees={stretch}
          legende={
            all.length === 1
              ? "Année par année"
              : index === 0
                ? "Série en cours"
                : "Série antérieure à une rupture"
          }
        />
      ))}
    </article>
  );
}

/** Latest stretch first: years on both sides of a break are never in the same table. */
function stretches(annees: readonly Annuel[]): Annuel[][] {
  const groups = [...Map.groupBy(annees, ({ serie }) => serie).entries()];
  return groups.sort(([a], [b]) => b - a).map(([, group]) => group);
}

interface AttenduTableProps {
  uai: string;
  attendu: AttenduSectionProps["attendus"][number];
  annees: readonly Annuel[];
  legende: string;
}

function AttenduTable({ uai, attendu, annees, legende }: AttenduTableProps) {
  const id = `attendu-${attendu.code}-${annees[0]?.annee}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id} className="anc-legende">
          {legende}
          <span className="fr-sr-only"> : {attendu.libelle}</span> ({LIBELLE_NON_OFFICIEL})
        </caption>
        <thead>
          <tr>
            <th scope="col">Année</th>
            <th scope="col" className="anc-nombre">
              Observé (%)
            </th>
            <th scope="col" className="anc-nombre">
              Attendu (%)
            </th>
            <th scope="col" className="anc-nombre">
              Écart (points)
            </th>
            <th scope="col">Lecture</th>
            <th scope="col" className="anc-nombre">
              Valeur ajoutée DEPP (points)
            </th>
          </tr>
        </thead>
        <tbody>
          {annees.map((annuel) => (
            <AttenduLine key={annuel.annee} annuel={annuel} uai={uai} attendu={attendu} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AttenduLine({
  annuel,
  uai,
  attendu,
}: Omit<AttenduTableProps, "annees" | "legende"> & { annuel: Annuel }) {
  const { annee, calcul, observe, officielle } = annuel;
  const { code, decimales, libelle } = attendu;
  const href = `/structures/${uai}/attendu/${code}/${annee}`;
  const origine = (
    <span className="fr-sr-only">
      {" "}
      : d’où vient ce chiffre, {libelle}, {formatAnneeScolaire(annee)}
    </span>
  );
  return (
    <tr>
      <th scope="row">{formatAnneeScolaire(annee)}</th>
      <td className="anc-nombre">
        <LueLink uai={uai} lue={observe} decimales={decimales} />
      </td>
      {calcul.etat === "calcule" ? (
        <>
          <td className="anc-nombre">
            <a href={href}>
              {formatNombre(calcul.attendu, decimales)}
              {origine}
            </a>
          </td>
          <td className="anc-nombre">
            {ecrireEcart(calcul.ecart, decimales)} (± {formatNombre(calcul.marge, decimales)})
          </td>
          <td>{CONCLUSIONS[calcul.conclusion]}</td>
        </>
      ) : (
        <td colSpan={3}>
          <a href={href}>Non calculé{origine}</a>. {ABSENCES[calcul.etat]}
        </td>
      )}
      <td className="anc-nombre">
        {officielle ? <LueLink uai={uai} lue={officielle} decimales={decimales} /> : "Non publiée"}
      </td>
    </tr>
  );
}

function LueLink({ uai, lue, decimales }: { uai: string; lue: Lue | undefined; decimales: number }) {
  if (!lue) return "Non publiée";
  return (
    <a href={`/structures/${uai}/valeurs/${lue.id}`}>
      {lue.valeur === null ? STATUTS_VALEUR[lue.statut] : formatNombre(lue.valeur, decimales)}
    </a>
  );
}

function Lecture() {
  return (
    <details className="anc-details">
      <summary>Comment c’est calculé</summary>
      <p>
        Pour chaque type de structure et chaque année, le taux attendu est une droite de régression : une
        constante, plus un coefficient par entrée (IPS et hétérogénéité sociale de la même rentrée), chaque
        structure pesant ses candidats. Aucun autre résultat n’y entre. Le lien de chaque taux attendu ouvre
        sa formule, ses coefficients, le nombre de structures et la date du calcul.
      </p>
      <p>
        La marge vaut 1,96 fois la racine de p(1 − p)/n + τ², plus un demi-élève : p est le taux attendu, n
        l’effectif de la structure, τ la dispersion entre structures que le hasard n’explique pas. Plus
        l’effectif est petit, plus l’intervalle est large ; sous 30 élèves on ne conclut pas. Une structure
        sur vingt, environ, se trouve hors de l’intervalle par le seul hasard : un écart se lit sur plusieurs
        années. L’incertitude de la droite elle-même n’est pas comptée.
      </p>
    </details>
  );
}
