import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { retirerDecisionCode } from "../commands.server.ts";
import { ListeRetirable } from "../components/liste-retirable.tsx";
import { listDecisionsUai } from "../queries.server.ts";
import { retraitSchema } from "../schema.ts";
import type { Route } from "./+types/codes.ts";

const TITRE = "Codes décidés";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  return { decisions: await listDecisionsUai(context.get(requestContext).db) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, retraitSchema, async ({ id }) => {
    await retirerDecisionCode(current, { id, agentId: getActor(current).agentId });
    throw redirect("/imports/codes", 303);
  });
}

export default function Codes({ loaderData: { decisions } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Imports", href: "/imports" }, { label: TITRE }]}
      />
      <PageTitle lead="Ce que des personnes ont décidé des codes mal formés rencontrés dans les fichiers. Une décision retirée ne change pas ce qui est déjà importé : ses lignes seront à nouveau refusées.">
        {TITRE}
      </PageTitle>
      {decisions.length === 0 ? (
        <EmptyState title="Aucune décision pour l’instant">
          Elles se prennent depuis la page d’un dépôt, quand un code est refusé.
        </EmptyState>
      ) : (
        <ListeRetirable
          titre="Codes décidés"
          colonnes={["Code lu", "Décision", "Motif", "Par"]}
          lignes={decisions.map(({ id, texte, uai, nom, motif, par, le }) => ({
            id,
            nom: `« ${texte} »`,
            cellules: [
              uai ? `${uai}${nom ? `, ${nom}` : " (structure inconnue ici)"}` : "Lignes écartées",
              motif,
              `${par}, ${formatDateHeure(new Date(le), "Europe/Paris")}`,
            ],
          }))}
        />
      )}
    </>
  );
}
