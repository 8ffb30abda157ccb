import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { useRefreshWhile } from "#app/platform/ui/refresh.ts";
import { ActionsImport } from "../components/actions-import.tsx";
import { CompteRendu } from "../components/compte-rendu.tsx";
import { TravailImport } from "../components/travail-import.tsx";
import { isFichierLisible, listCodesRefuses } from "../correspondances/queries.server.ts";
import { findDataset } from "../datasets/catalogue.ts";
import { getImport, listRejets, type Rejet } from "../queries.server.ts";
import { ETATS_IMPORT, ORIGINES } from "../rules.ts";
import type { Route } from "./+types/import.ts";

export const meta: Route.MetaFunction = ({ loaderData }) => documentTitle(titleOf(loaderData?.vu.deposeLe));

function titleOf(deposeLe: Date | undefined): string {
  return deposeLe ? `Dépôt du ${formatDateHeure(new Date(deposeLe), "Europe/Paris")}` : "Dépôt";
}

/** Refused lines shown on the page; the file of refusals has them all. */
const REJETS_MONTRES = 20;

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  if (!isUuid(params.import)) throw new NotFound();
  const vu = await getImport(current.db, params.import);
  const actor = getActor(current);
  const rejets: Record<string, Rejet[]> = {};
  for (const { id, rejete, jeu } of vu.fichiers) {
    if (rejete && (await isFichierLisible(current.db, id, jeu, scopeOf(actor, "indicateur.gerer"))))
      rejets[id] = await listRejets(current.db, id, REJETS_MONTRES);
  }
  const jeux = Object.fromEntries(vu.fichiers.map(({ jeu }) => [jeu ?? "", findDataset(jeu)?.libelle ?? ""]));
  const codes = vu.etat === "previsualise" ? (await listCodesRefuses(current.db, params.import)).length : 0;
  return { vu, rejets, jeux, codes, deposer: hasPermission(actor, "import.deposer") };
}

export default function Import({ loaderData: { vu, rejets, jeux, codes, deposer } }: Route.ComponentProps) {
  const running = vu.tache !== null && (vu.tache.etat === "en_attente" || vu.tache.etat === "en_cours");
  useRefreshWhile(running);
  return (
    <>
      {running && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Imports", href: "/imports" },
          { label: titleOf(vu.deposeLe) },
        ]}
      />
      <PageTitle
        overline={ETATS_IMPORT[vu.etat]}
        lead={`Déposé par : ${vu.deposePar ?? ORIGINES[vu.origine]}`}
      >
        {titleOf(vu.deposeLe)}
      </PageTitle>
      {vu.tache && <TravailImport importId={vu.id} tache={vu.tache} etat={vu.etat} deposer={deposer} />}
      {deposer && !running && <ActionsImport vu={vu} />}
      {deposer && !running && codes > 0 && (
        <Notification tone="info" title="Des codes mal formés attendent une décision">
          <p>
            {pluriel(codes, "code de structure est refusé", "codes de structure sont refusés")} : une
            proposition est faite quand elle est évidente, et vous décidez.{" "}
            <a href={`/imports/${vu.id}/codes`}>Décider de ces codes</a>
          </p>
        </Notification>
      )}
      <CompteRendu vu={vu} rejets={rejets} jeux={jeux} decrire={deposer && !running} />
    </>
  );
}
