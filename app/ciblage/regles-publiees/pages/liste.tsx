import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listReglesPubliees, type ReglePubliee } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Règles de ciblage";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  return listReglesPubliees(context.get(requestContext).db);
}

export default function PageRegles({ loaderData: regles }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle lead="Comment des académies choisissent les structures qu’elles accompagnent. Chaque version publiée reste lisible, avec son empreinte : elle ne change plus.">
        {TITRE}
      </PageTitle>
      {regles.length === 0 ? (
        <EmptyState title="Aucune règle publiée">
          Une règle paraît ici le jour où une académie publie sa liste.
        </EmptyState>
      ) : (
        <ul className="anc-campagnes">
          {regles.map((regle) => (
            <Regle key={regle.id} {...regle} />
          ))}
        </ul>
      )}
    </>
  );
}

function Regle({
  id,
  campagne,
  academie,
  dispositif,
  annee,
  numero,
  publieeLe,
  empreinte,
  courante,
}: ReglePubliee) {
  return (
    <li className="anc-campagne">
      <h2>
        <a href={`/regles-de-ciblage/${id}`}>{`${campagne}, version ${formatNombre(numero)}`}</a>{" "}
        {!courante && <Badge>Remplacée</Badge>}
      </h2>
      <p>{`Académie : ${academie}. ${dispositif}, rentrée ${annee} (${formatAnneeScolaire(annee)}).`}</p>
      <p className="fr-hint-text">
        {`Publiée le ${formatDate(new Date(publieeLe), "Europe/Paris")}. Empreinte : `}
        <code className="anc-empreinte">{empreinte}</code>
      </p>
    </li>
  );
}
