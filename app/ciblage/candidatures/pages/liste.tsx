import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { COLONNES, COLONNES_MONTREES, columnsOf } from "../components/colonnes.tsx";
import { ComptesEtats } from "../components/comptes-etats.tsx";
import { FilPages } from "../components/fil-campagne.tsx";
import { FiltresListe } from "../components/filtres-liste.tsx";
import { canTravailler } from "../rules.ts";
import { countCandidatures, type LigneCandidature, listCandidatures } from "../tableaux/queries.server.ts";
import { lireFiltres, TRIS_CANDIDATURES } from "../tableaux/rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Structures examinées";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_CANDIDATURES, defaultSort: "nom", columns: COLONNES },
    ...{ fixedColumns: ["choix", "nom"], defaultColumns: COLONNES_MONTREES },
  });
  const filtres = lireFiltres(search);
  const [liste, comptes] = await Promise.all([
    listCandidatures(current.db, actor, campagne.id, {
      ...{ filtres, jour: civilDay(current.now()), limit: query.size, offset: (query.page - 1) * query.size },
      tri: TRIS_CANDIDATURES.find((tri) => tri === query.sort.key) ?? "nom",
      sens: query.sort.direction,
    }),
    countCandidatures(current.db, actor, campagne.id),
  ]);
  return {
    ...{ ...liste, comptes, query, filtres, search: search.toString() },
    campagne: { id: campagne.id, nom: campagne.nom },
    ouverte: canTravailler(campagne),
    propose: hasPermission(actor, "ciblage.proposer"),
    decide: hasPermission(actor, "ciblage.decider"),
  };
}

export default function PageListe({ loaderData }: Route.ComponentProps) {
  const { campagne, lignes, total, comptes, query, filtres, search, ouverte, propose, decide } = loaderData;
  const params = new URLSearchParams(search);
  const base = `/ciblage/${campagne.id}/candidatures`;
  const titre = `${TITRE} : ${campagne.nom}`;
  const agit = ouverte.ok && (propose || decide);
  return (
    <>
      <FilPages {...{ campagne, titre: TITRE }} />
      <PageTitle
        lead="De la règle à la décision : où en est chaque structure, ce qui la fait entrer et qui en a décidé. Leur ordre dans le tableau ne dit rien d’elles."
        actions={ouverte.ok && propose && <Entrees base={base} />}
      >
        {titre}
      </PageTitle>
      {!ouverte.ok && (propose || decide) && <p>{ouverte.message}</p>}
      <ComptesEtats comptes={comptes} />
      <DataTable<LigneCandidature>
        caption={TITRE}
        noun={["structure", "structures"]}
        columns={columnsOf(agit)}
        rows={lignes}
        rowKey={({ id }) => id}
        {...{ query, params, total }}
        filters={<FiltresListe {...{ filtres, params, comptes }} />}
        notice={
          <ExportLinks
            href={`${base}/export?${search}`}
            objet={`les structures examinées (${pluriel(total, "structure")})`}
          />
        }
        empty={
          <EmptyState title={comptes.length === 0 ? "Aucune structure pour le moment" : "Aucune structure"}>
            {comptes.length === 0
              ? "Une structure entre dans la campagne par un calcul, une liste reçue, un volontariat ou un ajout motivé."
              : "Aucune structure de votre périmètre ne répond à ces choix : effacez un filtre."}
          </EmptyState>
        }
      />
      {agit && lignes.length > 0 && <Lot {...{ base, propose, decide }} />}
    </>
  );
}

function Entrees({ base }: { base: string }) {
  return (
    <ul className="fr-btns-group fr-btns-group--inline">
      <li>
        <a className="fr-btn fr-btn--secondary" href={`${base}/reperage`}>
          Repérer par un calcul
        </a>
      </li>
      <li>
        <a className="fr-btn fr-btn--secondary" href={`${base}/ajout`}>
          Ajouter une structure
        </a>
      </li>
    </ul>
  );
}

/** The boxes of the table belong to this form: it only leads to the page where the act is said, then done. */
function Lot({ base, propose, decide }: { base: string; propose: boolean; decide: boolean }) {
  return (
    <form id="lot" method="get" action={`${base}/${propose ? "proposition" : "decision"}`}>
      <p>Cochez des structures, puis choisissez : rien n’est fait avant la page suivante.</p>
      <ul className="fr-btns-group fr-btns-group--inline">
        {propose && (
          <li>
            <button type="submit" className="fr-btn" formAction={`${base}/proposition`}>
              Faire avancer les structures cochées
            </button>
          </li>
        )}
        {decide && (
          <li>
            <button
              type="submit"
              className={propose ? "fr-btn fr-btn--secondary" : "fr-btn"}
              formAction={`${base}/decision`}
            >
              Décider pour les structures cochées
            </button>
          </li>
        )}
      </ul>
    </form>
  );
}
