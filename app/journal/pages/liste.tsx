import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { CheckboxField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { tableHref } from "#app/platform/ui/table-query.ts";
import { LignesTable } from "../components/lignes-table.tsx";
import { Sceau } from "../components/sceau.tsx";
import { COMPTE_MAX, countLignes, getEtatSceau, listLignes } from "../queries.server.ts";
import { canFiltrer, FAMILLES, OBJETS } from "../rules.ts";
import { type FiltresJournal, readFiltres } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Journal";
export const meta = () => documentTitle(TITRE);

const PAR_PAGE = 50;
const CHAMPS = ["personne", "famille", "du", "au", "refus"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "journal.lire");
  const params = new URL(request.url).searchParams;
  const filtres = readFiltres(params);
  const periode = canFiltrer(filtres.du, filtres.au);
  const [page, compte, sceau] = await Promise.all([
    listLignes(current.db, scope, filtres, PAR_PAGE),
    countLignes(current.db, scope, filtres),
    getEtatSceau(current.db),
  ]);
  return {
    ...page,
    compte: compte > COMPTE_MAX ? `Plus de ${formatNombre(COMPTE_MAX)} lignes` : pluriel(compte, "ligne"),
    sceau,
    filtres,
    refus: periode.ok ? null : periode.message,
    search: params.toString(),
    verifier: hasPermission(actor, "journal.verifier"),
    ailleurs: !scope.nation,
  };
}

export default function PageJournal({ loaderData }: Route.ComponentProps) {
  const { lignes, suite, compte, sceau, filtres, refus, search, verifier, ailleurs } = loaderData;
  const params = new URLSearchParams(search);
  const debut = params.has("apres");
  return (
    <>
      <PageTitle
        lead={
          ailleurs
            ? "Qui a fait quoi, quand et sur quoi, dans votre académie. Les lignes sont scellées : personne ne peut les changer sans que cela se voie."
            : "Qui a fait quoi, quand et sur quoi. Les lignes sont scellées : personne ne peut les changer sans que cela se voie."
        }
      >
        {TITRE}
      </PageTitle>
      <Sceau {...sceau} verifier={verifier} />
      <RefusalNotice reason={refus} />
      <div className="anc-liste">
        <Filtres filtres={filtres} params={params} />
        <Restriction filtres={filtres} params={params} />
        <div className="anc-liste__outils">
          <p className="anc-liste__total">{compte}</p>
          <ExportLinks href={`/journal/export?${search}`} objet="le journal" />
        </div>
        {lignes.length === 0 ? (
          <EmptyState title="Aucune ligne">
            Rien ne correspond à ces filtres : élargissez la période, ou effacez-les.
          </EmptyState>
        ) : (
          <LignesTable lignes={lignes} tri={filtres.tri} params={params} />
        )}
        {(suite || debut) && (
          <nav className="anc-liste__outils" aria-label="Pages du journal">
            {debut && (
              <a className="fr-btn fr-btn--tertiary" href={tableHref(params, { apres: null })}>
                Revenir au début
              </a>
            )}
            {suite && (
              <a className="fr-btn fr-btn--secondary" href={tableHref(params, { apres: suite })}>
                {filtres.tri === "-date" ? "Lignes plus anciennes" : "Lignes plus récentes"}
              </a>
            )}
          </nav>
        )}
      </div>
    </>
  );
}

function Filtres({ filtres, params }: { filtres: FiltresJournal; params: URLSearchParams }) {
  const field = (name: string, initialValue: string | undefined) => ({
    id: `filtre-${name}`,
    name,
    initialValue,
  });
  const carried = new URLSearchParams(params);
  // A change of filter goes back to the first page.
  carried.delete("apres");
  return (
    <FilterBar label="Filtrer le journal" names={CHAMPS} params={carried}>
      <TextField field={field("personne", filtres.personne)} label="Personne" type="search" />
      <SelectField
        field={field("famille", filtres.famille)}
        label="Famille d’actes"
        placeholder="Toutes"
        choices={Object.entries(FAMILLES)
          .map(([value, label]) => ({ value, label }))
          .toSorted((a, b) => a.label.localeCompare(b.label, "fr"))}
      />
      <TextField field={field("du", filtres.du)} label="Du" type="date" />
      <TextField field={field("au", filtres.au)} label="Au" type="date" />
      <CheckboxField field={field("refus", filtres.refus ? "on" : undefined)} label="Refus seulement" />
    </FilterBar>
  );
}

/** What a link from another page restricts the journal to, with the way back to the whole. */
function Restriction({ filtres, params }: { filtres: FiltresJournal; params: URLSearchParams }) {
  const { objet, agent } = filtres;
  if (!objet && !agent) return null;
  const type = objet?.split(":")[0] ?? "";
  return (
    <p className="anc-journal__sceau">
      {objet && `Seulement les actes sur un objet : ${OBJETS[type]?.libelle ?? type}. `}
      {agent && "Seulement les actes d’une personne. "}
      <a href={tableHref(params, { objet: null, agent: null, apres: null })}>Voir tout le journal</a>
    </p>
  );
}
