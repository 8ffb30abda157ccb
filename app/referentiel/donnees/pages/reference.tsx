import { getActor } from "#app/acces/queries.server.ts";
import { formatAnneeScolaire, formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { entriesNotice } from "../../indicateurs/components/notice-indicateur.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import {
  type ActeReference,
  getActeReference,
  listValeursDerriere,
  type ValeurDerriere,
} from "../../indicateurs/origine/queries.server.ts";
import { lecteursDe } from "../../indicateurs/origine/rules.ts";
import { NIVEAUX } from "../../indicateurs/rules.ts";
import { SECTEURS, STATUTS_VALEUR, TYPES_PLURIEL } from "../../rules.ts";
import { readReference } from "../schema.ts";
import type { Route } from "./+types/reference.ts";

const TITRE = "D’où vient cette référence";
export const meta = () => documentTitle(TITRE);

/** Values listed behind a reference. */
const VALEURS_MAX = 200;

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const cle = readReference(new URL(request.url).searchParams);
  if (!cle) throw new NotFound();
  const lecteur = getLecteur(getActor(current));
  const acte = await getActeReference(current.db, lecteur, cle);
  const valeurs = await listValeursDerriere(current.db, lecteur, cle, VALEURS_MAX);
  return { acte, cle, valeurs, lecteurs: lecteursDe(acte.notice.diffusion) };
}

export default function PageReference({
  loaderData: { acte, cle, valeurs, lecteurs },
}: Route.ComponentProps) {
  const { notice, nomTerritoire } = acte;
  const secteur = cle.secteur === "tous" ? "tous secteurs" : SECTEURS[cle.secteur].toLowerCase();
  const entries = [
    {
      term: "Territoire",
      description: [NIVEAUX[cle.niveau], nomTerritoire]
        .filter((v, i, all) => all.indexOf(v) === i)
        .join(" : "),
    },
    { term: "Structures", description: `${formatNombre(acte.n)} ${TYPES_PLURIEL[cle.type]}, ${secteur}` },
    { term: "Période", description: formatAnneeScolaire(cle.annee) },
    ...statistics(acte),
    {
      term: "Base",
      description:
        acte.base === "complete"
          ? "Toutes les valeurs publiées."
          : "Les valeurs publiées, sauf celles que couvre le secret des petits effectifs.",
    },
    { term: "Données au", description: formatDateHeure(new Date(acte.enregistreLe), "Europe/Paris") },
    ...entriesNotice(notice),
    {
      term: "Qui peut la lire",
      description: `${lecteurs} Une référence de moins de ${formatNombre(notice.seuilReference)} structures, ou qui en ferait retrouver une par différence, n’est pas montrée.`,
    },
  ];
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Données", href: "/donnees" }, { label: TITRE }]}
      />
      <PageTitle overline={notice.libelle}>{TITRE}</PageTitle>
      <DescriptionList entries={entries} />
      <Valeurs valeurs={valeurs} acte={acte} />
    </>
  );
}

function statistics(acte: ActeReference): { term: string; description: string }[] {
  const { notice, moyennePonderee, poids } = acte;
  const write = (value: number) =>
    `${formatNombre(value, Math.max(notice.decimales, 1))} ${notice.unite}`.trim();
  return [
    {
      term: "Moyenne des structures",
      description: `${write(acte.moyenne)} : somme des valeurs, divisée par ${formatNombre(acte.n)}.`,
    },
    ...(moyennePonderee === null || poids === null
      ? []
      : [
          {
            term: "Moyenne des élèves",
            description: `${write(moyennePonderee)} : chaque structure compte pour son poids (${poids}), connu pour ${formatNombre(acte.nPonderes)} d’entre elles.`,
          },
        ]),
    {
      term: "Quartiles",
      description: `${write(acte.q1)}, ${write(acte.deciles[4] ?? acte.q1)} (médiane), ${write(acte.q3)} : interpolation linéaire (type 7 de R).`,
    },
    {
      term: "Déciles",
      description: acte.deciles
        .map((decile) => formatNombre(decile, Math.max(notice.decimales, 1)))
        .join(" ; "),
    },
    { term: "Étendue", description: `de ${write(acte.minimum)} à ${write(acte.maximum)}` },
  ];
}

function Valeurs({ valeurs, acte }: { valeurs: readonly ValeurDerriere[]; acte: ActeReference }) {
  if (valeurs.length === 0) return null;
  const { decimales } = acte.notice;
  return (
    <section aria-labelledby="valeurs">
      <h2 id="valeurs">Valeurs que vous pouvez lire</h2>
      {valeurs.length < acte.n && (
        <p>
          {formatNombre(valeurs.length)} valeurs sur {formatNombre(acte.n)}, dans l’ordre des noms.
        </p>
      )}
      <ul>
        {valeurs.map(({ id, uai, structure, valeur, statut }) => (
          <li key={id}>
            {structure} :{" "}
            <a href={`/structures/${uai}/valeurs/${id}`}>
              {valeur === null ? STATUTS_VALEUR[statut] : formatNombre(valeur, decimales)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
